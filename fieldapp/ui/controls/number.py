"""Whole and decimal numbers: separators come by themselves, full-width digits are taken, 万 is echoed."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldapp.interview import Node
from fieldapp.ui.controls import missing, numbers
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.text import TextControl
from fieldapp.wording import tr


class NumberControl(TextControl):
    """A number field. Up and Down do not change it, nor does the wheel."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        self.decimal = node.type == "decimal"
        self.missing_codes = around.missing_codes
        super().__init__(node, parent)

    def value(self) -> str:
        """The number without separators; "" while only a sign is typed."""
        return numbers.stored(self.line.text(), self.decimal)

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
        value = self.value()
        self.line.set_echo(meaning(value, self.missing_codes) or numbers.in_ten_thousands(value))


def meaning(value: str, codes: tuple[str, ...]) -> str:
    """What -98 and -99 stand for in this form; other numbers mean themselves."""
    if value not in codes:
        return ""
    if missing.is_unknown(value):
        return tr("don't know")
    return tr("refused") if missing.is_refused(value) else ""
