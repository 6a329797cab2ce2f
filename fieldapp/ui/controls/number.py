"""Whole and decimal numbers: separators come by themselves, full-width digits are taken, 万 is echoed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components import Button
from fieldapp.ui.controls import missing, numbers
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Hint
from fieldapp.ui.controls.text import TextControl
from fieldapp.ui.controls.typed import not_read
from fieldapp.wording import tr

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class NumberControl(TextControl):
    """A number field. Up and Down do not change it, nor does the wheel."""

    composing = False

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        self.decimal = node.type == "decimal"
        self.missing_codes = around.missing_codes
        super().__init__(node, around, parent)

    def value(self) -> str:
        """The number without separators; "" while only a sign is typed."""
        if self.is_missing:
            return self.node.value
        return numbers.stored(self.line.text(), self.decimal)

    def unread(self) -> str:
        """A lone minus or point."""
        text = self.line.text()
        return text if text and not numbers.stored(text, self.decimal) else ""

    def complaint(self) -> str:
        """Signs without digits."""
        return not_read() if self.unread() else ""

    def put(self, value: str) -> None:
        """With thousands commas and its echo."""
        super().put(numbers.grouped(value))
        self._echo()

    def edited(self) -> None:
        """Separators follow the digits."""
        text, cursor = numbers.regrouped(self.line.text(), self.line.cursorPosition(), self.decimal)
        if text != self.line.text():
            self.line.setText(text)
            self.line.setCursorPosition(cursor)
        self._echo()
        super().edited()

    def _echo(self) -> None:
        value = "" if self.is_missing else self.value()
        said = meaning(value, missing.of_node(self.node, self.missing_codes).codes)
        self.line.set_echo(said or numbers.in_ten_thousands(value))


class CounterControl(NumberControl):
    """ODK `counter`: a whole number with one button down and one up."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, around, parent)
        layout = self.layout()
        assert isinstance(layout, QBoxLayout)
        layout.removeWidget(self.line)
        row = QHBoxLayout()
        self.less = _step_button("minus", tr("one less"))
        self.more = _step_button("plus", tr("one more"))
        row.addWidget(self.less)
        row.addWidget(self.line, 1)
        row.addWidget(self.more)
        layout.addLayout(row)
        self.less.clicked.connect(lambda: self.move_by(-1))
        self.more.clicked.connect(lambda: self.move_by(1))

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Typing or stepping."""
        return (Hint(("Ctrl+←", "Ctrl+→"), tr("step")),)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One down or up."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.move_by(step)
        else:
            super().keyPressEvent(event)

    def move_by(self, step: int) -> None:
        """From nothing, or from don't know, it counts from 0."""
        if self.node.readonly:
            return
        now = "" if self.is_missing else self.value()
        self.line.set_chip("")
        self.line.setText(numbers.grouped(str(int(now or "0") + step)))
        self.edited()


def _step_button(icon: str, says: str) -> Button:
    button = Button("", icon=icon, says=says)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setFixedWidth(48)
    return button


def meaning(value: str, codes: tuple[str, ...]) -> str:
    """What -98 and -99 stand for in this form; other numbers mean themselves."""
    return missing.meaning(value) if value in codes else ""
