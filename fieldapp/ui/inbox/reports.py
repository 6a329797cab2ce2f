"""The reports of merges, one at a time: in the place of the table, one key away, and saved as a page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QTextBrowser

from fieldapp import files
from fieldapp.ui import theme
from fieldapp.ui.components import Bar, Button, Card, label
from fieldapp.ui.signals import bridge
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.transfer import Report


class _Text(QTextBrowser):
    """Scrolls with Up and Down; Left and Right belong to the card."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)


class ReportCard(Card):
    """Left and Right turn the pages, the last merge first; Esc goes back to the table."""

    left = Signal()
    asked = Signal(object)  # the QFileDialog, for tests
    save = Signal(object)  # a function that writes, for whoever reports failures

    def __init__(self) -> None:
        super().__init__(padding=1, spacing=0)
        self._reports: Sequence[Report] = ()
        self._at = 0
        self.text = _Text()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.document().setDocumentMargin(20)
        self.older, self.newer = (
            Button("", "plain", "chevron-left", "←"),
            Button("", "plain", "chevron-right", "→"),
        )
        self.save_button = Button("", "secondary", "content-save-outline", "S")
        self.back = Button("", "secondary", "arrow-left", "Esc")
        self._which = label("", "small", "ink-2")
        foot = Bar("bottom")
        foot.row.setContentsMargins(16, 8, 16, 8)
        for part in (self.back, self.older, self.newer, self._which):
            foot.row.addWidget(part)
        foot.row.addStretch(1)
        foot.row.addWidget(self.save_button)
        self.body.addWidget(self.text, 1)
        self.body.addWidget(foot)
        self.setFocusProxy(self.text)
        self.back.clicked.connect(self.left)
        self.older.clicked.connect(lambda: self._turn(1))
        self.newer.clicked.connect(lambda: self._turn(-1))
        self.save_button.clicked.connect(self._ask)
        bridge.theme_changed.connect(self._show)

    def show_reports(self, reports: Sequence[Report]) -> None:
        """Of all merges, the last first."""
        self._reports, self._at = reports, 0
        self._show()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.older.set_text(tr("Older"))
        self.newer.set_text(tr("Newer"))
        self.save_button.set_text(tr("Save…"))
        self.back.set_text(tr("Back to the bundles"))
        self.text.setAccessibleName(tr("Merge report"))
        self._show()

    def shown(self) -> str:
        """The words on the screen."""
        return self.text.toPlainText()

    def write(self, path: Path) -> None:
        """The report that is shown, as a page for a browser and a printer."""
        from fieldapp.transfer.told_report import html, tell

        page = html(tell(self._reports[self._at]))
        self.save.emit(lambda: files.write(path, page.encode()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = {
            Qt.Key.Key_Left: self.older.click, Qt.Key.Key_Right: self.newer.click,
            Qt.Key.Key_S: self.save_button.click, Qt.Key.Key_Escape: self.left.emit,
        }  # fmt: skip
        act = keys.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        act()

    def _turn(self, by: int) -> None:
        self._at = max(0, min(len(self._reports) - 1, self._at + by))
        self._show()

    def _show(self, *_changed: object) -> None:
        from fieldapp.transfer.told_report import body, tell

        known = bool(self._reports)
        for button, at in ((self.older, self._at + 1), (self.newer, self._at - 1)):
            button.setEnabled(0 <= at < len(self._reports))
        self.save_button.setEnabled(known)
        self._which.setText(f"{self._at + 1} / {len(self._reports)}" if known else "")
        self.text.document().setDefaultFont(theme.font("body"))
        self.text.setHtml(body(tell(self._reports[self._at])) if known else "")
        if not known:
            self.text.setPlainText(tr("Nothing has been merged yet."))

    def _ask(self) -> None:
        dialog = QFileDialog(
            self, tr("Merge report"), f"merge-{self._reports[self._at].number}.html", "HTML (*.html)"
        )
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("html")
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self.asked.emit(dialog)
        dialog.open()
