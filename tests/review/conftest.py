"""An evening: an enumerator's laptop, the supervisor's, a stick between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.transfer.laptops import Laptop, Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path)
    yield made
    made.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    path = tmp_path / "stick"
    path.mkdir()
    return path


@pytest.fixture
def evening(team: Team, stick: Path) -> tuple[Laptop, Laptop, str]:
    """An enumerator's laptop, the supervisor's, and the record that came over."""
    a, s = team.laptop("a"), team.laptop("s")
    a.study.enumerator, s.study.enumerator = "E01", "S01"
    record = a.interviews("张𡋬", 30, "妻")
    a.sends(stick)
    s.takes(stick)
    return a, s, record
