"""Typed text: one line, several lines, digits only, or after a pattern (`mask`)."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.controls.base import Hint
from fieldapp.ui.controls.entry import Entry, Lines
from fieldapp.ui.controls.numbers import narrow
from fieldapp.ui.controls.typed import TypedControl
from fieldapp.wording import tr


class TextControl(TypedControl):
    """One line of text, kept exactly as typed."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self.line = Entry(self)
        filling(self, self.line)
        self.begin(self.line)

    def value(self) -> str:
        """The text."""
        return self.line.text()

    def put(self, value: str) -> None:
        """The text."""
        if self.line.text() != value:
            self.line.setText(value)


class DigitsControl(TextControl):
    """Text of digits (ODK appearance `numbers`): a phone or an ID number, exact to the last digit."""

    def edited(self) -> None:
        """Full-width digits become plain ones."""
        plain = narrow(self.line.text())
        if plain != self.line.text():
            cursor = self.line.cursorPosition()
            self.line.setText(plain)
            self.line.setCursorPosition(cursor)
        super().edited()


class MaskedControl(TextControl):
    """Text after a pattern: `#` stands for a letter or digit, any other sign for itself."""

    def __init__(self, node: Node, mask: str, parent: QWidget | None = None) -> None:
        self.pattern = mask
        super().__init__(node, parent)
        self.line.set_echo(mask)

    def edited(self) -> None:
        """The signs of the pattern come by themselves."""
        shaped = shape(narrow(self.line.text()), self.pattern)
        if shaped != self.line.text():
            self.line.setText(shaped)
        super().edited()


def shape(text: str, mask: str) -> str:
    """`13812345678` in `### #### ####` -> `138 1234 5678`, as far as it is typed."""
    letters = [char for char in text if char.isalnum()]
    out = ""
    for sign in mask:
        if not letters:
            break
        out += letters.pop(0) if sign == "#" else sign
    return out


class LinesControl(TypedControl):
    """Text of several lines."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self.text = Lines(self)
        self.text.setMinimumHeight(132)
        filling(self, self.text)
        self.begin(self.text)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """How to break a line, since Enter goes on."""
        return (Hint(("Shift+Enter",), tr("new line")),)

    def value(self) -> str:
        """The text with its line breaks."""
        return self.text.plain()

    def put(self, value: str) -> None:
        """The text with its line breaks."""
        if self.text.plain() != value:
            self.text.set_text(value)


def filling(outer: QWidget, inner: QWidget) -> None:
    """`inner` takes all of `outer`."""
    layout = QVBoxLayout(outer)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inner)
