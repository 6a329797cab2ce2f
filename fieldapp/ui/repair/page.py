"""The page that checks a study and makes a repaired copy; also for one that does not open any more."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp import wording
from fieldapp.files import Layout
from fieldapp.problems import STUDY_LOCKED, WRONG_PASSPHRASE, Problem
from fieldapp.ui.components import Banner, Button, Card, column, label, row, rule, scroll
from fieldapp.ui.desk import Desk
from fieldapp.ui.page import Keys, Page
from fieldapp.ui.repair import work
from fieldapp.ui.repair.lines import finding_line, rebuilt_lines
from fieldapp.ui.signin.secret import SecretInput
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.keys import Secrets
    from fieldapp.repair import Rebuilt, Report

_MOST_SHOWN = 200


class RepairPage(Page):
    """`choose_folder(take)` asks for a folder; `back` to where one came from."""

    choose_folder = Signal(object)
    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._layout: Layout | None = None
        self._secrets: Secrets | None = None
        self.report: Report | None = None
        self.rebuilt: Rebuilt | None = None
        self.back_button = Button("", "plain", "arrow-left", "Esc")
        self.again = Button("", "secondary", "magnify")
        self.repair = Button("", "primary", "content-copy", "Ctrl+Enter")
        self.open_copy = Button("", "secondary", "folder-open-outline")
        self.summary = Banner("info")
        self.secret = SecretInput()
        self._ask = label("", "body", "ink-2", wrap=True)
        self._where = label("", "small", "ink-3", wrap=True)
        self._lines = column(spacing=0)
        self._lay_out()
        self.back_button.clicked.connect(self.back)
        self.again.clicked.connect(self.check)
        self.secret.submitted.connect(self.check)
        self.repair.clicked.connect(self.main_action)
        self.open_copy.clicked.connect(self._open_copy)

    def _lay_out(self) -> None:
        head = row()
        head.addWidget(self.back_button)
        head.addStretch(1)
        for button in (self.again, self.open_copy, self.repair):
            head.addWidget(button)
        card = Card(padding=20, spacing=8)
        card.body.addLayout(self._lines)
        content = QWidget()
        inside = QVBoxLayout(content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(card)
        inside.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(12)
        page.addLayout(head)
        page.addWidget(self.summary)
        page.addWidget(self._ask)
        page.addWidget(self.secret)
        page.addWidget(self._where)
        page.addWidget(scroll(content), 1)
        self.open_copy.hide()
        self._ask_for_secret(False)

    # what is looked at

    def look_at(self, folder: Path | None = None) -> None:
        """The study in `folder`, or the one that is open; the check begins at once."""
        study = self._desk.study
        here = study is not None and folder in (None, study.folder)
        self._layout = study.layout if here and study else Layout(folder) if folder else None
        self._secrets = study.secrets if here and study else None
        self.report, self.rebuilt = None, None
        self.secret.clear()
        self.check()

    def check(self) -> None:
        """Look at everything, on the worker."""
        layout = self._layout
        if layout is None:
            return
        self._show_lines([])
        self._say("info", tr("Looking at every answer, list and file…"), busy=True)
        self._where.setText(str(layout.folder))
        job = partial(work.check, layout, self._secrets, self.secret.text())
        self._desk.work(tr("Checking the study…"), job, partial(self._checked, layout), self._not_checked)

    def _checked(self, layout: Layout, found: tuple[Report, Secrets | None]) -> None:
        if layout is not self._layout:  # another study is looked at by now
            return
        self.report, self._secrets = found
        self._ask_for_secret(False)
        self._show_report(self.report)

    def _show_report(self, report: Report) -> None:
        self._say("error" if report.damage else "ok", report.summary)
        ordered = sorted(report.findings, key=lambda one: one not in report.damage)
        self._show_lines([finding_line(one) for one in ordered[:_MOST_SHOWN]])

    def _not_checked(self, failure: Problem) -> None:
        self._ask_for_secret(failure.kind in (STUDY_LOCKED, WRONG_PASSPHRASE))
        self._say("error", wording.problem(failure))

    def _ask_for_secret(self, on: bool) -> None:
        for part in (self._ask, self.secret):
            part.setVisible(on)
        if on:
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)

    # the repaired copy

    def main_action(self) -> None:
        if self._layout is not None and self.repair.isEnabled():
            self.choose_folder.emit(self.make_copy)

    def make_copy(self, folder: Path) -> None:
        """Into `folder`, or a new one in it where it holds something already. The study is closed first."""
        layout = self._layout
        if layout is None:
            return
        target = folder if not folder.exists() or not any(folder.iterdir()) else _unused(folder, layout)
        if self._desk.study is not None and self._desk.study.folder == layout.folder:
            self._desk.leave_study()
        self._say("info", tr("Making a repaired copy…"), busy=True)
        job = partial(work.rebuild, layout, target, self._secrets, None)
        self._desk.work(tr("Making a repaired copy…"), job, self._made, self._not_checked)

    def _made(self, rebuilt: Rebuilt) -> None:
        self.rebuilt = rebuilt
        kind = "ok" if rebuilt.complete else "warn"
        self._say(kind, tr("Repaired copy: {folder}", folder=rebuilt.folder))
        self._show_lines([label(text, "body", "", wrap=True) for text in rebuilt_lines(rebuilt)])
        self.open_copy.show()
        self.open_copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_copy(self) -> None:
        if self.rebuilt is not None:
            self._desk.open_study(self.rebuilt.folder)

    # what is shown

    def _say(self, kind: str, text: str, *, busy: bool = False) -> None:
        self.summary.set(kind, text)
        self.again.setEnabled(not busy)
        self.repair.setEnabled(not busy and self._layout is not None)
        self.open_copy.setVisible(self.rebuilt is not None and not busy)

    def _show_lines(self, lines: Sequence[QWidget]) -> None:
        while item := self._lines.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for place, line in enumerate(lines):
            if place:
                self._lines.addWidget(rule())
            self._lines.addWidget(line)

    def title(self) -> str:
        return tr("Check the study")

    def opened(self) -> None:
        self.back_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.back_button.set_text(tr("Close"))
        self.again.set_text(tr("Check again"))
        self.repair.set_text(tr("Make a repaired copy…"))
        self.open_copy.set_text(tr("Open the repaired copy"))
        ask = tr("This study is encrypted. Type a passphrase or the recovery code, then check again.")
        self._ask.setText(ask)
        if self.report is not None and self.rebuilt is None:
            self._show_report(self.report)

    def keys(self) -> Keys:
        return (("Ctrl+Enter", tr("make a repaired copy")), ("Esc", tr("close")))

    def panes(self) -> Sequence[QWidget]:
        return (self.again, self.repair)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)


def _unused(folder: Path, layout: Layout) -> Path:
    """`<study>-repaired`, with a number where that is taken."""
    names = [f"{layout.folder.name}-repaired", *(f"{layout.folder.name}-repaired-{n}" for n in range(2, 100))]
    return next((folder / name for name in names if not (folder / name).exists()), folder / names[0])
