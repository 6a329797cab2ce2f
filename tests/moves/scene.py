"""A window in which somebody has signed in to a study with one form: where random moves are made."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp import study as studies
from fieldapp.study import Role
from fieldapp.ui import app, icons
from fieldapp.ui.window import MainWindow
from tests.moves.everything import everything
from tests.moves.mover import Mover

CODE, PIN = "E01", "718294"


def make(folder: Path, form: str) -> Path:
    """A study with "everything" or the form of a kit, and one person, who must sign in."""
    folder.mkdir(parents=True)
    made = studies.create(folder / "s", "调查")
    made.settings.set("pin_allowed", "1")
    made.people.add(CODE, "李梅㐂", Role.LEAD, PIN, "pin")
    kits = {kit.parent.name: kit for kit in studies.kit_forms()}
    made.add_form(kits[form] if form in kits else everything(folder / "everything.xlsx"))
    made.close()
    return folder / "s"


def open_window(qt: QApplication, folder: Path, seed: int, every: int = 1) -> tuple[MainWindow, Mover]:
    """The window, shown, with the study open; the person who moves in it can also lock and unlock it."""
    window = app.build(qt)
    icons.load()
    window.show()
    window.stage.desk.open_study(folder)
    sign_in(window)
    study = window.stage.desk.study
    assert study is not None

    def lock() -> None:
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        QApplication.processEvents()
        assert window.stage.guard.locked
        sign_in(window)

    return window, Mover(window.stage, study, seed, every, lock)


def sign_in(window: MainWindow) -> None:
    """The one person types the PIN at the page that asks for it; returns when the pages are back."""
    guard = window.stage.guard
    QApplication.processEvents()
    assert window.stage.currentWidget() is guard.view
    guard.view.secret.setFocus()
    QTest.keyClicks(guard.view.secret.field, PIN)
    QTest.keyClick(guard.view.secret.field, Qt.Key.Key_Return)
    while window.stage.currentWidget() is guard.view:
        QApplication.processEvents()
