"""SIGKILL while somebody answers a form full of personal values: none that was acknowledged is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.contacts.support import contact_study
from tests.kill.witness import Witness


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A study to copy, and where the copy goes."""
    made, _ = contact_study(tmp_path)
    made.close()
    return made.folder, tmp_path / "killed"


def test_no_acknowledged_personal_value_is_lost(folders: tuple[Path, Path]) -> None:
    report = Witness(*folders, seed=511).run(6)
    assert report.faults == 0, (report, report.told)
    assert report.acknowledged > 60


def test_values_that_are_not_written_would_be_seen(folders: tuple[Path, Path]) -> None:
    """The same with values that never reach the disk: the witness must not be content."""
    report = Witness(*folders, seed=511, person=("-m", "tests.contacts.forgetful")).run(2)
    assert report.different >= 1, report
