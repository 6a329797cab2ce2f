"""Fixtures around an open study; the rooms that take them say which form it has (`opened`: study, form)."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.session import Session
from fieldapp.study import Study


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Not the person's own."""
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def place(opened: tuple[Study, str]) -> Study:
    """The study."""
    return opened[0]


@pytest.fixture
def session(opened: tuple[Study, str]) -> Session:
    """A new interview."""
    return Session.start(*opened)
