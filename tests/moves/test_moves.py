"""Random moves at the real window: what is shown is what is stored. The long run is `build/soak/moves.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import wording
from fieldapp.keys import argon
from fieldapp.ui import theme, tokens
from fieldapp.ui.controls.text import TextControl
from fieldapp.ui.crash import write_report
from tests.moves.mover import Mover
from tests.moves.scene import make, open_window

SEEDS = (1, 2, 3)


@pytest.fixture
def mover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, qtbot: QtBot) -> Mover:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(argon, "calibrated", lambda: argon.LIGHT)
    wording.use("zh")
    window, mover = open_window(qapp, make(tmp_path / "moves", "everything"), 1)
    qtbot.addWidget(window)
    theme.set_text_step(tokens.BASE_STEP)
    return mover


@pytest.mark.parametrize("seed", SEEDS)
def test_sixty_moves_show_what_is_stored(mover: Mover, seed: int) -> None:
    mover.seed = seed
    mover.chance.seed(seed)
    assert mover.run(60) == []


def test_a_field_that_shows_something_else_is_found(mover: Mover, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look itself bites: a field that forgets to follow an undo is reported."""
    monkeypatch.setattr(TextControl, "show_again", lambda _self: None)
    monkeypatch.setattr(TextControl, "show_node", lambda _self: None)
    mover.chance.seed(1)
    assert mover.run(60)


def test_the_window_locked_in_the_midst_of_a_word_shows_it_again(mover: Mover) -> None:
    mover.open()
    mover.type("王")
    shown = mover.page.view
    mover.move_kind("lock")
    mover.look(0, disk=True)
    assert mover.page.view is shown
    assert mover.faults == []


def test_a_crash_that_the_window_survives_is_found(mover: Mover) -> None:
    mover.open()
    write_report(mover.study.folder, IndexError("list index out of range"))
    mover.hold_crashes()
    assert "IndexError" in mover.faults[0]
