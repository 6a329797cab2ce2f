"""A home folder that is not the person's."""

from pathlib import Path

import pytest

from tests.rights import open_folder, ordinary


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


__all__ = ["open_folder", "ordinary"]
