"""Random moves at the real window: what is shown is what is stored. The long run is `build/soak/moves.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp import study as studies
from fieldapp import wording
from fieldapp.ui import app, icons, theme, tokens
from fieldapp.ui.controls.text import TextControl
from tests.moves.everything import everything
from tests.moves.mover import Mover

SEEDS = (1, 2, 3)


@pytest.fixture
def mover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication, qtbot: QtBot) -> Mover:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    wording.use("zh")
    made = studies.create(tmp_path / "s", "调查")
    made.add_form(everything(tmp_path / "everything.xlsx"))
    made.close()
    window = app.build(qapp)
    icons.load()
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.stage.desk.open_study(tmp_path / "s")
    study = window.stage.desk.study
    assert study is not None
    theme.set_text_step(tokens.BASE_STEP)
    return Mover(window.stage, study, 1)


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
