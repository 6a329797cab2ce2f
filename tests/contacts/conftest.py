"""A study of its own for each test, and a home folder that is not the person's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.session import Session
from fieldapp.study import Study
from tests.contacts.support import contact_study


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Study, str]]:
    made, sha256 = contact_study(tmp_path)
    yield made, sha256
    made.close()


@pytest.fixture
def place(opened: tuple[Study, str]) -> Study:
    return opened[0]


@pytest.fixture
def session(opened: tuple[Study, str]) -> Session:
    return Session.start(*opened)
