"""The text field of several lines."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QTextEdit, QWidget

from fieldapp.ui import theme
from fieldapp.ui.components.chip import HEIGHT as CHIP_HEIGHT
from fieldapp.ui.components.chip import chip_width, paint_chip
from fieldapp.ui.controls.entrykeys import PAGE_KEYS, REMOVING, belongs_to_the_interview, is_override
from fieldapp.ui.style import ringed


class Lines(QTextEdit):
    """Text of several lines: Enter goes on, Shift+Enter breaks the line, Tab leaves."""

    left = Signal()
    edited = Signal()
    """A person changed the text (not the program)."""
    chip_removed = Signal()
    """Del or Backspace on a chip: the person takes it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(ringed(self), "input")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self._by_program = False
        self._chip = ""
        self.textChanged.connect(self._changed)

    def set_text(self, text: str) -> None:
        """Show `text`; no signal."""
        self._by_program = True
        self.setPlainText(text)
        self._by_program = False

    def plain(self) -> str:
        """The text exactly as typed; Qt's own `toPlainText` would lose no-break spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_chip(self, text: str) -> None:
        """Show a word in place of the text: "don't know"."""
        self._chip = text
        if text:
            self.set_text("")
        self.viewport().update()

    @property
    def chip(self) -> str:
        """The word that stands in place of the text."""
        return self._chip

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, or the chip in its place."""
        super().paintEvent(event)
        if self._chip:
            painter = QPainter(self.viewport())
            area = QRectF(4, 4, chip_width(self._chip, None), CHIP_HEIGHT)
            paint_chip(painter, area, self._chip, "neutral")
            painter.end()

    def _changed(self) -> None:
        if not self._by_program:
            self.set_chip("")
            self.edited.emit()

    def event(self, event: QEvent) -> bool:
        """Refuse shortcuts that belong to the interview."""
        if is_override(event) and (belongs_to_the_interview(event) or event.key() in PAGE_KEYS):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the page keys belong to the interview, Shift+Enter is a new line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertText("\n")
        elif enter or event.key() in PAGE_KEYS or belongs_to_the_interview(event):
            event.ignore()
        elif self._chip and event.key() in REMOVING and not self.isReadOnly():
            self.chip_removed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so, whatever the reason."""
        super().focusOutEvent(event)
        self.left.emit()
