"""The power goes in the middle of everything a day brings; the long form is `build/dev.py soak powercut`."""

from pathlib import Path

import pytest

from tests.kill.day import cheap_guesses
from tests.kill.making import make
from tests.kill.powercut import cut_often
from tests.kill.scenes import load
from tests.kill.world import World


@pytest.fixture(autouse=True)
def _home_that_is_given_back(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Worlds have homes of their own; and passphrases that cost nothing."""
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("fieldapp.keys.argon.calibrated", None)
    cheap_guesses()
    load()


@pytest.fixture
def plain(tmp_path: Path) -> World:
    return make("plain", tmp_path / "plain")


@pytest.mark.parametrize("kind", ["plain", "protected"])
def test_a_power_cut_loses_nothing_acknowledged(tmp_path, kind):
    cuts = cut_often(make(kind, tmp_path / kind), tmp_path / "cuts", 20, seed=7, acts=16)
    assert cuts.faults == 0, (cuts, cuts.told)
    assert cuts.cuts == 20


def test_without_syncing_a_power_cut_loses_acts_and_the_harness_says_so(plain, tmp_path):
    cuts = cut_often(plain, tmp_path / "cuts", 15, seed=7, off=("synchronous",))
    assert cuts.with_loss >= 5, cuts


def test_on_a_disk_that_ignores_every_sync_the_harness_reports_losses(plain, tmp_path):
    cuts = cut_often(plain, tmp_path / "cuts", 15, seed=7, syncs=False)
    assert cuts.with_loss >= 5, cuts
