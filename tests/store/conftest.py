"""What the tests of the store share: a small study database, and hands without an administrator's rights."""

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from fieldapp.store import FormRow, Store
from tests.store.support import NOW


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "study.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store.create(path, {"name": "返乡创业调查"})
    store.forms.add(FormRow("f0", "hh", "1", "住户问卷", NOW), b"<h:html/>", "hh.xlsx")
    yield store
    store.close()


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
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="fieldapp-test-"))
    folder.chmod(0o755)
    yield folder
    for inner in [folder, *folder.rglob("*")]:
        inner.chmod(0o755)
    shutil.rmtree(folder)
