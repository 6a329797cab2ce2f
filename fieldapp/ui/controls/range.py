"""ODK range: a number between two ends, typed or moved by Left and Right."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fieldapp.interview import Node
from fieldapp.ui.controls.base import Hint
from fieldapp.ui.controls.number import NumberControl
from fieldapp.wording import tr


class RangeControl(NumberControl):
    """A number field that knows its ends and its step; Ctrl+Left and Ctrl+Right move by one step."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        attributes = node.control.attributes if node.control is not None else {}
        self.low = _number(attributes.get("start"), "0")
        self.high = _number(attributes.get("end"), "10")
        self.step = abs(_number(attributes.get("step"), "1")) or Decimal(1)
        super().__init__(node, parent=parent)
        self.line.setPlaceholderText(tr("{low} to {high}", low=self.low, high=self.high))

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Typing or stepping."""
        return (Hint(("Ctrl+←", "Ctrl+→"), tr("step")),)

    def complaint(self) -> str:
        """Outside its ends."""
        value = self.value()
        if not value or min(self.low, self.high) <= _number(value, "0") <= max(self.low, self.high):
            return ""
        return tr("Must be between {low} and {high}", low=self.low, high=self.high)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One step down or up."""
        step = {Qt.Key.Key_Left: -self.step, Qt.Key.Key_Right: self.step}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._move(step)
        else:
            super().keyPressEvent(event)

    def _move(self, step: Decimal) -> None:
        low, high = min(self.low, self.high), max(self.low, self.high)
        now = _number(self.value(), str(self.low - step))
        self.line.setText(f"{max(low, min(high, now + step)):f}")
        self.edited()


def _number(text: str | None, otherwise: str) -> Decimal:
    try:
        return Decimal(text or otherwise)
    except InvalidOperation:
        return Decimal(otherwise)
