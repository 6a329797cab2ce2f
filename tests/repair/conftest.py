"""A study with one of everything a check looks at, made once; each test damages a copy of its own."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.repair.support import make_study


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("original")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FIELDAPP_HOME", str(folder / "home"))
        make_study(folder / "s")
    return folder / "s"


@pytest.fixture
def folder(original: Path, tmp_path: Path) -> Path:
    """A copy to damage."""
    return Path(shutil.copytree(original, tmp_path / "s"))


@pytest.fixture
def flip(folder: Path) -> Callable[[str, bytes], None]:
    """Turn one bit in the last of these bytes, where they stand first in a file of the study."""

    def turn(name: str, text: bytes) -> None:
        path = folder / name
        data = bytearray(path.read_bytes())
        data[data.index(text) + len(text) - 1] ^= 1
        path.write_bytes(data)

    return turn
