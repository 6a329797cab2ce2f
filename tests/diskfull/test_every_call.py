"""The disk fails at every change that an act makes; the long form is `build/dev.py soak diskfull`."""

from pathlib import Path

import pytest

from tests.diskfull.trying import tried
from tests.kill.day import cheap_guesses


@pytest.fixture(autouse=True)
def _home_that_is_given_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Worlds have homes of their own; and passphrases that cost nothing."""
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("fieldapp.keys.argon.calibrated", None)
    cheap_guesses()


def test_a_disk_that_is_full_at_each_change_of_an_interview(tmp_path):
    found = tried(tmp_path, "plain", "full", ("answer", "attach", "finalize"))
    assert [each.wrong for each in found.values()] == [[], [], []]
    assert {code for each in found.values() for code in each.ended} == {"disk-full"}
    assert sum(each.points for each in found.values()) > 15


def test_a_disk_that_is_full_while_a_study_is_encrypted(tmp_path):
    """The change is finished, or was never begun, whichever file had no room."""
    (found,) = tried(tmp_path, "plain", "full", ("protect",), step=29).values()
    assert found.wrong == []
    assert found.points >= 2


def test_a_stick_that_is_pulled_out_during_a_backup(tmp_path):
    (found,) = tried(tmp_path, "protected", "pulled", ("back_up",), step=13).values()
    assert found.wrong == []
    assert found.points >= 5


def test_a_disk_that_goes_while_a_study_is_opened_or_restored(tmp_path):
    found = tried(tmp_path, "protected", "pulled", ("close_and_open", "restore"), step=9)
    assert [each.wrong for each in found.values()] == [[], []]


def test_a_disk_that_becomes_read_only(tmp_path):
    found = tried(tmp_path, "protected", "read-only", ("answer", "attach"))
    assert [each.wrong for each in found.values()] == [[], []]


def test_a_stick_that_is_pulled_while_its_study_is_encrypted_or_restored(tmp_path):
    found = tried(tmp_path, "plain", "pulled", ("protect", "restore"), step=12)
    assert [each.wrong for each in found.values()] == [[], []]
    assert sum(each.points for each in found.values()) >= 15
