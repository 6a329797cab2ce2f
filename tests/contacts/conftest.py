"""A study of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.study import Study
from tests.contacts.support import contact_study
from tests.opened import home, place, session

__all__ = ["home", "opened", "place", "session"]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Study, str]]:
    made, sha256 = contact_study(tmp_path)
    yield made, sha256
    made.close()
