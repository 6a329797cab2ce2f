"""The support bundle before it is saved: every file of it, to be read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from fieldapp.study import support
from fieldapp.ui import theme
from fieldapp.ui.components import Banner, Button, row
from fieldapp.ui.desk import Desk
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr


class SupportPage(Page):
    """`save_as(suggested name, take)` asks for a file; `back` to the settings."""

    save_as = Signal(str, object)
    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.items: list[support.Item] = []
        self.back_button = Button("", "plain", "arrow-left", "Esc")
        self.save = Button("", "primary", "content-save-outline", "Ctrl+Enter")
        self.says = Banner("info")
        self.list = QListWidget()
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._lay_out()
        self.back_button.clicked.connect(self.back)
        self.save.clicked.connect(lambda: self.save_as.emit("fieldapp-support.zip", self._save))
        self.list.currentRowChanged.connect(self._show)

    def _lay_out(self) -> None:
        head = row()
        head.addWidget(self.back_button)
        head.addStretch(1)
        head.addWidget(self.save)
        body = row(spacing=16)
        self.list.setFixedWidth(320)
        body.addWidget(self.list)
        body.addWidget(self.text, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(12)
        page.addLayout(head)
        page.addWidget(self.says)
        page.addLayout(body, 1)

    def title(self) -> str:
        return tr("Support bundle")

    def opened(self) -> None:
        """Made anew at each look, so that what is read is what is saved."""
        screen = QGuiApplication.primaryScreen()
        more = {"qt": str(qVersion()), "platform": QGuiApplication.platformName(), "theme": theme.current()}
        if screen is not None:
            size = screen.size()
            more["screen"] = f"{size.width()}x{size.height()} at {screen.devicePixelRatio():g}"
        self.items = self._desk.attempt(lambda: support.items(self._desk.study, more)) or []
        self.list.clear()
        self.list.addItems([f"{item.name} ({len(item.text)})" for item in self.items])
        self.list.setCurrentRow(0)
        self.save.setEnabled(bool(self.items))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.back_button.set_text(tr("Settings"))
        self.save.set_text(tr("Save…"))
        words = tr(
            "For whoever mends the program: versions, figures, times and the program's own log. "
            "No answers, names, labels or passphrases. Read it before you pass it on."
        )
        self.says.set("info", words)
        self.list.setAccessibleName(tr("Files of the bundle"))
        self.text.setAccessibleName(tr("What is in the file"))

    def keys(self) -> Keys:
        return (("↑ ↓", tr("another file")), ("Ctrl+Enter", tr("save")), ("Esc", tr("back to the settings")))

    def main_action(self) -> None:
        self.save.click()

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self.text, self.save)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _show(self, at: int) -> None:
        self.text.setPlainText(self.items[at].text if 0 <= at < len(self.items) else "")

    def _save(self, path: Path) -> None:
        def act() -> bool:
            support.write(path, self.items)
            return True

        if self._desk.attempt(act):
            self._desk.said.emit(tr("Written: {path}", path=path))
