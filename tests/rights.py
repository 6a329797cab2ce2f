"""Hands without an administrator's rights, and a folder that everybody can reach (fixtures)."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest


@contextmanager
def _ordinary() -> Iterator[None]:
    """Root may write anywhere; for a while, be somebody who may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def ordinary() -> Callable[[], AbstractContextManager[None]]:
    """`with ordinary():` acts as a person without special rights."""
    return _ordinary


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that everybody can reach; pytest's own is for its owner only."""
    folder = Path(tempfile.mkdtemp(prefix="fieldapp-test-"))
    folder.chmod(0o755)
    yield folder
    for inner in [folder, *folder.rglob("*")]:
        inner.chmod(0o755)
    shutil.rmtree(folder)
