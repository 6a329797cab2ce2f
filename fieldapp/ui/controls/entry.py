"""The one-line text field of all typed answers.

Keys that belong to the interview (next, back, undo) are left to it; while an input method composes,
Qt gives every key to the method first, so Enter ends the word and not the question.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp.ui import theme
from fieldapp.ui.components.chip import HEIGHT as CHIP_HEIGHT
from fieldapp.ui.components.chip import chip_width, paint_chip
from fieldapp.ui.controls.entrykeys import REMOVING, belongs_to_the_interview, is_override, is_step
from fieldapp.ui.controls.lines import Lines
from fieldapp.ui.style import ringed

__all__ = ["Entry", "Lines", "belongs_to_the_interview", "is_override"]

_ICON = 30


class Entry(QLineEdit):
    """A line of text with a note at its right end: unit, 万 echo, meaning of a code."""

    left = Signal()
    """The focus went elsewhere."""
    edited = Signal()
    """A person changed the text (not the program)."""
    chip_removed = Signal()
    """Del or Backspace on a chip: the person takes it away."""

    def __init__(self, parent: QWidget | None = None, *, composing: bool = True) -> None:
        super().__init__(parent)
        theme.set_role(ringed(self), "input")
        self.setMinimumHeight(40)
        self._composing = composing
        self._echo = self._chip = self._advice = ""
        self.textEdited.connect(self._edited)
        self.setReadOnly(False)

    def _edited(self) -> None:
        self.set_chip("")
        self.edited.emit()

    def setReadOnly(self, on: bool) -> None:
        """Qt switches the input method on again here; digits and dates never want one."""
        super().setReadOnly(on)
        if not self._composing:
            self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def set_chip(self, text: str) -> None:
        """Show a word in place of the text: "don't know". The first key that types replaces it."""
        if text == self._chip:
            return
        if text:
            self.clear()
            self._advice = self.placeholderText() or self._advice
        self.setPlaceholderText("" if text else self._advice)
        self._chip = text
        self.update()

    @property
    def chip(self) -> str:
        """The word that stands in place of the text."""
        return self._chip

    def set_echo(self, text: str) -> None:
        """The grey words at the right inside the field."""
        if text != self._echo:
            self._echo = text
            words = QFontMetrics(self.font()).horizontalAdvance(text) + 12 if text else 0
            right = words + (self._icons() if text else 0)
            self.setTextMargins(0, 0, right, 0)
            self.update()

    @property
    def echo(self) -> str:
        """What stands at the right inside the field."""
        return self._echo

    def pick(self) -> None:
        """Somebody comes here by Enter: the first digit replaces the number or date that stands there."""
        if not self._composing and not self.isReadOnly():
            self.selectAll()

    def event(self, event: QEvent) -> bool:
        """Refuse shortcuts that belong to the interview."""
        if is_override(event) and belongs_to_the_interview(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give undo and redo to the page."""
        if belongs_to_the_interview(event) or (not self._composing and is_step(event)):
            event.ignore()
        elif self._chip and event.key() in REMOVING and not self.isReadOnly():
            self.chip_removed.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so, whatever the reason."""
        super().focusOutEvent(event)
        self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, then its echo."""
        super().paintEvent(event)
        if not (self._echo or self._chip):
            return
        painter = QPainter(self)
        if self._chip:
            top = (self.height() - CHIP_HEIGHT) / 2
            paint_chip(
                painter, QRectF(16, top, chip_width(self._chip, None), CHIP_HEIGHT), self._chip, "neutral"
            )
        painter.setPen(theme.color("ink-3"))
        area = QRectF(self.rect()).adjusted(12, 0, -12 - self._icons(), 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._echo)
        painter.end()

    def _icons(self) -> int:
        return _ICON * len(self.actions())
