"""A team and a stick."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transfer.crew import Crew
from tests.transfer.fixtures import stick, team
from tests.transfer.laptops import Team

__all__ = ["crew", "stick", "team"]


@pytest.fixture
def crew(team: Team, stick: Path) -> Crew:
    """A lead, a supervisor and two enumerators, all on the roster."""
    return Crew(team, stick)
