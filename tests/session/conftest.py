"""A study of its own for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.study import Study
from tests.opened import home, place, session
from tests.session.support import household_study

__all__ = ["home", "opened", "place", "session"]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[Study, str]]:
    made, sha256 = household_study(tmp_path)
    yield made, sha256
    made.close()
