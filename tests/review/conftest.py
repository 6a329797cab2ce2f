"""An evening: an enumerator's laptop, the supervisor's, a stick between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transfer.fixtures import stick, team
from tests.transfer.laptops import Laptop, Team

__all__ = ["evening", "stick", "team"]


@pytest.fixture
def evening(team: Team, stick: Path) -> tuple[Laptop, Laptop, str]:
    """An enumerator's laptop, the supervisor's, and the record that came over."""
    a, s = team.laptop("a"), team.laptop("s")
    a.study.enumerator, s.study.enumerator = "E01", "S01"
    record = a.interviews("张𡋬", 30, "妻")
    a.sends(stick)
    s.takes(stick)
    return a, s, record
