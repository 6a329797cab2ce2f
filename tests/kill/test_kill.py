"""SIGKILL while answering on a form with everything, through the session and through the window."""

from pathlib import Path

import pytest

from tests.kill.witness import WINDOW_PERSON, Witness
from tests.session.support import household_study


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A study to copy, and where the copy goes."""
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    made, _ = household_study(tmp_path)
    made.close()
    return made.folder, tmp_path / "killed"


def test_nothing_acknowledged_is_lost(folders):
    report = Witness(*folders, seed=2026).run(10)
    assert report.faults == 0, report
    assert report.acknowledged > 100


def test_nothing_is_lost_through_the_window(folders):
    """Real keys into real widgets: also the half-typed text and the question in focus are there again."""
    report = Witness(*folders, seed=2026, person=WINDOW_PERSON).run(3)
    assert report.faults == 0, (report, report.told)


def test_with_durability_switched_off_the_harness_reports_losses(folders):
    """Commits come up to 20 steps late: a run loses nothing only if it dies just after one."""
    report = Witness(*folders, seed=2026, more=("--late", "20")).run(4)
    assert report.runs_with_loss >= 1, report
    assert report.lost_steps >= report.runs_with_loss
