"""SIGKILL in the middle of everything a day brings; the long form is `build/dev.py soak kill`."""

from pathlib import Path

import pytest

from tests.kill.killer import Killer


@pytest.fixture(autouse=True)
def _home_that_is_given_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Worlds have homes of their own."""
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))


def test_a_day_of_kills_loses_nothing(tmp_path):
    tally = Killer(tmp_path, seed=4, kinds=("plain", "protected")).run(12)
    assert tally.faults == 0, (tally, tally.told)
    assert tally.acts > 60


def test_with_commits_held_back_a_day_of_kills_reports_losses(tmp_path):
    tally = Killer(tmp_path, seed=4, kinds=("plain",), off=("late",)).run(6, only="answer")
    assert tally.runs_with_faults >= 2, tally
