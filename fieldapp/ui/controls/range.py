"""ODK range: a number between two ends, on a track beside its field; as a list of numbers; as stars."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.controls import markdown
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Hint
from fieldapp.ui.controls.number import NumberControl
from fieldapp.ui.controls.slider import Slider
from fieldapp.wording import tr

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Span:
    """The two ends and the step of a range; `numbers()` counts up from the lower end."""

    def __init__(self, node: Node) -> None:
        attributes = node.control.attributes if node.control is not None else {}
        first, last = number(attributes.get("start"), "0"), number(attributes.get("end"), "10")
        self.low, self.high = min(first, last), max(first, last)
        self.step = abs(number(attributes.get("step"), "1")) or Decimal(1)

    def holds(self, value: str) -> bool:
        """Whether a number lies between the ends."""
        return self.low <= number(value, "0") <= self.high

    def numbers(self) -> list[str]:
        """All numbers, in the form they are stored."""
        count = int((self.high - self.low) / self.step)
        return [f"{self.low + self.step * at:f}" for at in range(count + 1)]


class RangeControl(NumberControl):
    """A number field and a track; Ctrl+Left and Ctrl+Right move by one step."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        self.span = Span(node)
        looks = node.control.appearance if node.control is not None else ()
        self.slider = Slider(self.span.low, self.span.high, self.span.step, upright="vertical" in looks)
        self._marks = "no-ticks" not in looks
        super().__init__(node, around, parent)
        self.line.setPlaceholderText(tr("{low} to {high}", low=self.span.low, high=self.span.high))
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        if "vertical" not in looks:
            layout.setDirection(QBoxLayout.Direction.LeftToRight)
        layout.setSpacing(24)
        layout.addWidget(self.slider, 1)
        self.line.setMaximumWidth(200)
        self.slider.moved.connect(self._dragged)
        self.slider.released.connect(self.give)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Typing or stepping."""
        return (Hint(("Ctrl+←", "Ctrl+→"), tr("step")),)

    def complaint(self) -> str:
        """Outside its ends."""
        value = self.value()
        if self.is_missing or not value or self.span.holds(value):
            return super().complaint()
        return tr("Must be between {low} and {high}", low=self.span.low, high=self.span.high)

    def put(self, value: str) -> None:
        """In the field and on the track."""
        super().put(value)
        self._ticks()
        self.slider.setEnabled(not self.node.readonly)
        self.slider.set_value(number(value, "0") if value else None)

    def _ticks(self) -> None:
        attributes = self.node.control.attributes if self.node.control is not None else {}
        every = number(attributes.get("tick-interval"), str(self.span.step))
        labels = {choice.value: markdown.plain(choice.label) for choice in self.node.choices()}
        waiting = attributes.get("placeholder")
        ghost = number(waiting, "0") if waiting else None
        self.slider.set_ticks(abs(every) if self._marks else None, labels if self._marks else {}, ghost)

    def edited(self) -> None:
        """The thumb follows the digits."""
        super().edited()
        value = self.value()
        self.slider.set_value(number(value, "0") if value and self.span.holds(value) else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One step down or up."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier and not self.node.readonly:
            self._move(step * self.span.step)
        else:
            super().keyPressEvent(event)

    def _move(self, step: Decimal) -> None:
        value = "" if self.is_missing else self.value()
        before = self.span.low - step if step > 0 else self.span.high - step
        now = number(value, str(before))
        self._dragged(f"{max(self.span.low, min(self.span.high, now + step)):f}")

    def _dragged(self, value: str) -> None:
        self.line.set_chip("")
        self.line.setText(value)
        self.edited()


def number(text: str | None, otherwise: str) -> Decimal:
    """`text` as a number, `otherwise` when it is none."""
    try:
        return Decimal(text or otherwise)
    except InvalidOperation:
        return Decimal(otherwise)
