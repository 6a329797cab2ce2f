"""Handing over in another way: everything again, and an app update that goes with the bundles."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from fieldapp.study.rights import Right
from fieldapp.ui import theme
from fieldapp.ui.components import Bar, Button, Card, column, label, row, scroll
from fieldapp.ui.desk import Desk
from fieldapp.ui.inbox import work
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.transfer.updates import Update


class HandingCard(Card):
    """Esc goes back; Ctrl+Enter hands over as it is ticked. `send(everything)` asks for the place."""

    left = Signal()
    send = Signal(bool)
    asked = Signal(object)  # the QFileDialog, for tests

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=1, spacing=0)
        self._desk = desk
        self._title, self._usual = label("", "page-title"), label("", "body", "ink-2", wrap=True)
        self.everything = theme.set_role(QCheckBox(), "body-bold")
        self._why = label("", "body", "ink-2", wrap=True)
        self._update, self._about = label("", "body-bold", wrap=True), label("", "body", "ink-2", wrap=True)
        self.choose = Button("", "secondary", "folder-open-outline")
        self.take_out = Button("", "plain", "trash-can-outline")
        self.back = Button("", "secondary", "arrow-left", "Esc")
        self.go = Button("", "primary", "export-variant", "Ctrl+Enter", size="bar")
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.go.clicked.connect(lambda: self.send.emit(self.everything.isChecked()))
        self.choose.clicked.connect(self._ask)
        self.take_out.clicked.connect(self._withdraw)
        self.setFocusProxy(self.everything)

    def _lay_out(self) -> None:
        inner, content = QWidget(), column(margins=(24, 16, 24, 16), spacing=12)
        for part in (self._title, self._usual, self.everything, self._why):
            content.addWidget(part)
        content.addSpacing(8)
        content.addWidget(self._update)
        content.addWidget(self._about)
        files = row(spacing=8)
        for button in (self.choose, self.take_out):
            files.addWidget(button)
        files.addStretch(1)
        content.addLayout(files)
        content.addStretch(1)
        inner.setLayout(content)
        foot = Bar("bottom")
        foot.row.setContentsMargins(16, 8, 16, 8)
        foot.row.addWidget(self.back)
        foot.row.addStretch(1)
        foot.row.addWidget(self.go)
        self.body.addWidget(scroll(inner), 1)
        self.body.addWidget(foot)

    def refresh(self) -> None:
        """What goes with the bundles, and whether it may be chosen here."""
        study = self._desk.study
        found: list[Update] = []
        may = False
        if study is not None:
            from fieldapp.transfer import updates

            found, may = updates.offered(study), study.may(Right.ADD_FORM) and updates.may_offer(study)
        names = ", ".join(one.name for one in found)
        self._update.setText(tr("App update: {names}", names=names) if names else tr("App update: none"))
        for part in (self._update, self._about, self.choose):
            part.setVisible(may)
        self.take_out.setVisible(may and bool(found))

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(tr("Hand over in another way"))
        self._usual.setText(tr("Usually only what nobody has confirmed is handed over."))
        self.everything.setText(tr("Everything again"))
        self._why.setText(
            tr("For a stick that was lost, or a supervisor who is new: all packs are made again, for the "
               "laptops that are on the list now. It takes longer.")
        )  # fmt: skip
        self._about.setText(
            tr("An installer of the app (fieldapp-0.2.0-windows.exe) goes with every bundle from now on. "
               "Laptops keep it and say so; none runs it.")
        )  # fmt: skip
        self.choose.set_text(tr("Choose a file…"))
        self.take_out.set_text(tr("Take it out"))
        self.back.set_text(tr("Back to the bundles"))
        self.go.set_text(tr("Hand over…"))
        self.refresh()

    def offer(self, path: Path) -> None:
        """Put a file into the bundles."""
        study = self._desk.study
        if study is None:
            return
        beside = self._desk.beside(study)
        job = partial(work.offer_update, beside, path)
        self._desk.work(tr("Reading…"), lambda _p, _c: job(), lambda _none: self.refresh())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _withdraw(self) -> None:
        study = self._desk.study
        if study is not None:
            from fieldapp.transfer import updates

            self._desk.attempt(lambda: updates.withdraw(study))
        self.refresh()

    def _ask(self) -> None:
        dialog = QFileDialog(self, tr("App update"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.offer(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self.asked.emit(dialog)
        dialog.open()
