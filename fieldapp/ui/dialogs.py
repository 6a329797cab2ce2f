"""File dialogs and the menu of studies. Nothing here waits: answers come back as signals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDir, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox, QWidget

from fieldapp.ui.desk import Desk
from fieldapp.wording import tr

FORM_FILES = "*.xlsx *.xlsm *.xls *.xml"


class Dialogs(QObject):
    """What asks a person for a file or a study."""

    new_study = Signal()
    cases = Signal()
    opened = Signal(object)  # the QFileDialog, for tests

    def __init__(self, window: QWidget, desk: Desk) -> None:
        super().__init__(window)
        self._window, self._desk = window, desk

    def add_form(self) -> None:
        """Choose a form to add."""
        self._ask_form(tr("Add a form"), self._desk.add_form)

    def choose_form(self, take: Callable[[Path], object]) -> None:
        """Choose a form file for something."""
        self._ask_form(tr("Check a form file"), take)

    def choose_cases(self, take: Callable[[Path], object]) -> None:
        """Choose a list of cases."""
        dialog = QFileDialog(
            self._window, tr("Load a list of cases"), "", f"{tr('Tables')} (*.csv *.xlsx *.txt)"
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask(dialog, take)

    def open_study(self) -> None:
        """Choose the folder of a study."""
        self._ask_folder(tr("Open the folder of a study"), self._desk.open_study)

    def choose_folder(self, take: Callable[[Path], object], why: str = "") -> None:
        """Choose a folder for something; `why` is the title."""
        self._ask_folder(why or tr("Choose a folder"), take)

    def save_as(self, name: str, take: Callable[[Path], object]) -> None:
        """Choose where to save something; `name` is suggested."""
        dialog = QFileDialog(self._window, tr("Save"), name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.selectFile(name)
        self._ask(dialog, take)

    def study_menu(self, below: QWidget) -> QMenu:
        """Studies opened here lately, and the ways to another one."""
        from fieldapp.study.rights import Right

        menu = QMenu(below)
        menu.aboutToHide.connect(menu.deleteLater)
        here = self._desk.study
        for entry in self._desk.recent():
            if here is None or entry.folder != here.folder:
                _add(menu, entry.name, partial(self._desk.open_study, entry.folder))
        if menu.actions():
            menu.addSeparator()
        if here is not None and here.may(Right.CASES):
            _add(menu, tr("Case list…"), self.cases.emit)
        _add(menu, tr("Open another study…"), self.open_study)
        _add(menu, tr("New study…"), self.new_study.emit)
        _add(menu, tr("Sample study"), self._desk.open_sample)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
        return menu

    def ask_to_leave(self, leave: Callable[[], object]) -> QMessageBox:
        """Something long is under way; the default is to let it finish."""
        box = QMessageBox(self._window)
        box.setWindowTitle(tr("Not finished yet"))
        box.setText(tr("An export or a form is still being worked on."))
        box.setInformativeText(tr("Answers are stored. If you leave now, this work is given up."))
        stay = box.addButton(tr("Wait"), QMessageBox.ButtonRole.RejectRole)
        box.addButton(tr("Leave"), QMessageBox.ButtonRole.AcceptRole).clicked.connect(leave)
        box.setDefaultButton(stay)
        box.finished.connect(box.deleteLater)
        box.open()
        return box

    def _ask_form(self, title: str, take: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self._window, title, "", f"{tr('Forms')} ({FORM_FILES})")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        self._ask(dialog, take)

    def _ask_folder(self, title: str, take: Callable[[Path], object]) -> None:
        dialog = QFileDialog(self._window, title, QDir.homePath())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._ask(dialog, take)

    def _ask(self, dialog: QFileDialog, take: Callable[[Path], object]) -> None:
        dialog.fileSelected.connect(lambda name: take(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self.opened.emit(dialog)
        dialog.open()


def _add(menu: QMenu, text: str, act: Callable[[], object]) -> None:
    action = QAction(text, menu)
    action.triggered.connect(lambda _checked=False: act())
    menu.addAction(action)
