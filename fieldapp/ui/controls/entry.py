"""The one-line text field of all typed answers, and its sister of several lines.

Keys that belong to the interview (next, back, undo) are left to it; while an input method composes,
Qt gives every key to the method first, so Enter ends the word and not the question.
"""

from __future__ import annotations

from typing import TypeGuard

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget

from fieldapp.ui import theme
from fieldapp.ui.style import ringed

_K = Qt.Key
_WITH_CTRL = {
    _K.Key_Z,
    _K.Key_Y,
    _K.Key_D,
    _K.Key_R,
    _K.Key_F,
    _K.Key_G,
    _K.Key_B,
    _K.Key_N,
    _K.Key_M,
    _K.Key_W,
}
_WITH_CTRL |= {_K.Key_T, _K.Key_K, _K.Key_J, _K.Key_Return, _K.Key_Enter, _K.Key_U, _K.Key_L, _K.Key_E}
_WITH_ALT = {_K.Key_Left, _K.Key_Right, _K.Key_Up, _K.Key_Down, _K.Key_Y}
_PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def belongs_to_the_interview(event: QKeyEvent) -> bool:
    """Keys with a meaning in the interview that Qt's fields would take: undo goes through the journal, not
    through the field's own memory, and Ctrl+D means "don't know", not "delete"."""
    held, key = event.modifiers(), Qt.Key(event.key())
    if held & Qt.KeyboardModifier.ControlModifier:
        return key in _WITH_CTRL
    return bool(held & Qt.KeyboardModifier.AltModifier) and key in _WITH_ALT


def is_override(event: QEvent) -> TypeGuard[QKeyEvent]:
    """Qt asks whether the field wants this key before any shortcut gets it."""
    return event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)


class Entry(QLineEdit):
    """A line of text with a note at its right end: unit, 万 echo, meaning of a code."""

    left = Signal()
    """The focus went elsewhere."""
    edited = Signal()
    """A person changed the text (not the program)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(ringed(self), "input")
        self.setMinimumHeight(40)
        self._echo = ""
        self.textEdited.connect(lambda _text: self.edited.emit())

    def set_echo(self, text: str) -> None:
        """The grey words at the right inside the field."""
        if text != self._echo:
            self._echo = text
            right = QFontMetrics(self.font()).horizontalAdvance(text) + 12 if text else 0
            self.setTextMargins(0, 0, right, 0)
            self.update()

    @property
    def echo(self) -> str:
        """What stands at the right inside the field."""
        return self._echo

    def event(self, event: QEvent) -> bool:
        """Refuse shortcuts that belong to the interview."""
        if is_override(event) and belongs_to_the_interview(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give undo and redo to the page."""
        if belongs_to_the_interview(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so, whatever the reason."""
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then its echo."""
        super().paintEvent(event)
        if self._echo:
            painter = QPainter(self)
            painter.setPen(theme.color("ink-3"))
            area = QRectF(self.rect()).adjusted(12, 0, -12, 0)
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._echo)
            painter.end()


class Lines(QTextEdit):
    """Text of several lines: Enter goes on, Shift+Enter breaks the line, Tab leaves."""

    left = Signal()
    edited = Signal()
    """A person changed the text (not the program)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(ringed(self), "input")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self._by_program = False
        self.textChanged.connect(self._changed)

    def set_text(self, text: str) -> None:
        """Show `text`; no signal."""
        self._by_program = True
        self.setPlainText(text)
        self._by_program = False

    def plain(self) -> str:
        """The text exactly as typed; Qt's own `toPlainText` would lose no-break spaces."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def _changed(self) -> None:
        if not self._by_program:
            self.edited.emit()

    def event(self, event: QEvent) -> bool:
        """Refuse shortcuts that belong to the interview."""
        if is_override(event) and (belongs_to_the_interview(event) or event.key() in _PAGE_KEYS):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and the page keys belong to the interview, Shift+Enter is a new line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.textCursor().insertText("\n")
        elif enter or event.key() in _PAGE_KEYS or belongs_to_the_interview(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so, whatever the reason."""
        super().focusOutEvent(event)
        self.left.emit()
