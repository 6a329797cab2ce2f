"""What a person does at the window and sees in it, so that tests read as stories."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.home import HomePage
from fieldapp.ui.home.rows import Column
from fieldapp.ui.stage import Stage
from fieldapp.ui.window import MainWindow


class Person:
    """Somebody at the keyboard."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window, self._qtbot = window, qtbot

    @property
    def stage(self) -> Stage:
        return self.window.stage

    @property
    def home(self) -> HomePage:
        return self.stage.home

    def opens_study(self, folder: Path) -> None:
        assert self.stage.desk.open_study(folder)

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """A key, wherever the focus is."""
        QTest.keyClick(self.focus(), key, modifier)

    def types(self, text: str) -> None:
        """Keys for ASCII; Chinese comes as an input method commits it."""
        if text.isascii():
            QTest.keyClicks(self.focus(), text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focus(), event)

    def clicks(self, widget: QWidget) -> None:
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def focus(self) -> QWidget:
        """What has the focus."""
        widget = QApplication.focusWidget()
        assert widget is not None, "the focus is lost"
        return widget

    def waits_for_the_worker(self) -> None:
        self._qtbot.waitUntil(lambda: not self.stage.desk.tasks.busy)

    def table(self) -> list[tuple[str, ...]]:
        """The words of the rows on the home page: state, name, progress, action."""
        model = self.home.list.model
        columns = (Column.STATE, Column.NAME, Column.PROGRESS, Column.ACTION)
        return [
            tuple(str(model.data(model.index(row, column))) for column in columns)
            for row in range(model.rowCount())
        ]

    def toast(self) -> str:
        """What the toast says."""
        return self.stage.toast.text()

    def reads(self, widget: QWidget | None = None) -> list[str]:
        """Every word visible in the window."""
        return list(_words(widget or self.window))


def _words(widget: QWidget) -> Iterator[str]:
    for part in widget.findChildren(QWidget):
        if not part.isVisible():
            continue
        if isinstance(part, QLabel | QAbstractButton):
            yield part.text()
        elif isinstance(part, QLineEdit):
            yield part.placeholderText()
