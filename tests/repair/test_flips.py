"""Turned bits at random places: nothing wrong is shown as right. The long run is `build/soak/flips.py`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from fieldapp.keys import argon
from tests.repair.flipping import Flips, run, switched_off, template


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon, "calibrated", lambda: argon.LIGHT)


@pytest.mark.parametrize("protected", [False, True], ids=["plain", "encrypted"])
def test_nothing_wrong_is_shown_as_right(tmp_path: Path, protected: bool) -> None:
    one, flips, chance = template(tmp_path / "t", protected), Flips(), random.Random(11)
    for number in range(15):
        run(one, tmp_path / "run", chance, flips, saving=number % 5 == 0)
    assert flips.outcomes["wrong"] == flips.outcomes["broken"] == flips.wrongly_saved == 0, flips.told
    assert flips.outcomes["detected"] > 0
    assert flips.saved >= flips.answers * 0.9


def test_without_the_protections_wrong_things_are_shown(tmp_path: Path) -> None:
    """What they are worth, and that this test can see it."""
    one, flips, chance = template(tmp_path / "t", False), Flips(), random.Random(3)
    with switched_off():
        for _ in range(12):
            run(one, tmp_path / "run", chance, flips, saving=False)
    assert flips.outcomes["wrong"] > 0
