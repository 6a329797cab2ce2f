"""The slip of paper for a note on a question."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.ui.components import Button, Card, label
from fieldapp.ui.controls.base import TYPING_PAUSE
from fieldapp.ui.controls.entry import Lines
from fieldapp.wording import tr

_SIZE = (420, 220)


class NoteSlip(Card):
    """Over the page, at the right under the top bar. What is typed is kept; Esc and Enter close it."""

    written = Signal(str, str)
    """reference, text ("" takes the note away)."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(16, 8)
        self.setParent(parent)
        self.resize(*_SIZE)
        self._reference = ""
        self._kept = ""
        self._title = label("", "body-bold")
        self.text = Lines(self)
        self._close = Button("", key="Enter", size="table")
        self._pause = QTimer(self, interval=TYPING_PAUSE, singleShot=True)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._close)
        self.body.addWidget(self._title)
        self.body.addWidget(self.text, 1)
        self.body.addLayout(line)
        self.text.edited.connect(self._touch)
        self.text.left.connect(self.flush)
        self._pause.timeout.connect(self.flush)
        self._close.clicked.connect(self.close_slip)
        self.hide()

    def open_for(self, reference: str, title: str, text: str) -> None:
        """Write on this question."""
        self._reference, self._kept = reference, text
        self._title.setText(tr("Note on {question}", question=title))
        self._close.set_text(tr("Close"))
        self.text.set_text(text)
        self.text.setAccessibleName(self._title.text())
        self._place()
        self.show()
        self.raise_()
        self.text.setFocus()

    def _touch(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def flush(self) -> None:
        """Hand over what is typed."""
        self._pause.stop()
        text = self.text.plain().strip()
        if self._reference and text != self._kept:
            self._kept = text
            self.written.emit(self._reference, text)

    def close_slip(self) -> None:
        """Keep the note and close."""
        self.flush()
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Enter close; Shift+Enter breaks the line (the field does that)."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F4):
            self.close_slip()
        event.accept()

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.move(parent.width() - self.width() - 16, 60)
