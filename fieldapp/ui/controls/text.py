"""Typed text: one line, several lines, digits only, after a pattern (`mask`), or hidden while it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Hint
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.controls.lines import Lines
from fieldapp.ui.controls.numbers import narrow
from fieldapp.ui.controls.typed import TypedControl
from fieldapp.wording import tr


class TextControl(TypedControl):
    """One line of text, kept exactly as typed. `composing`: whether an input method may be of use."""

    composing = True

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, around, parent)
        self.line = Entry(self, composing=self.composing)
        filling(self, self.line)
        self.begin(self.line)

    def value(self) -> str:
        """The text; what the node has while a chip stands in its place."""
        return self.node.value if self.is_missing else self.line.text()

    def put(self, value: str) -> None:
        """The text."""
        if self.line.text() != value:
            self.line.setText(value)

    def put_unread(self, text: str) -> None:
        """As it was typed."""
        self.line.setText(text)


class DigitsControl(TextControl):
    """Text of digits (ODK appearance `numbers`): a phone or an ID number, exact to the last digit."""

    composing = False

    def edited(self) -> None:
        """Full-width digits become plain ones."""
        reshape(self.line, narrow(self.line.text()))
        super().edited()


class SecretControl(TextControl):
    """Text that nobody beside the screen shall read (`masked`, `hidden-answer`); Ctrl+K shows it."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, around, parent)
        self._hide(on=True)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Looking at it."""
        return (Hint(("Ctrl+K",), tr("show or hide")),)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+K shows the text, or hides it again."""
        if event.key() == Qt.Key.Key_K and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._hide(on=self.line.echoMode() == QLineEdit.EchoMode.Normal)
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Out of sight again."""
        self._hide(on=True)
        super().leave()

    def _hide(self, *, on: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Password if on else QLineEdit.EchoMode.Normal)
        self.line.set_echo(tr("hidden") if on else "")


class MaskedControl(TextControl):
    """Text after a pattern: `#` stands for a letter or digit, any other sign for itself."""

    composing = False

    def __init__(
        self, node: Node, mask: str, around: Around = NOTHING_AROUND, parent: QWidget | None = None
    ) -> None:
        self.pattern = mask
        super().__init__(node, around, parent)
        self.line.set_echo(mask)

    def edited(self) -> None:
        """The signs of the pattern come by themselves."""
        reshape(self.line, shape(narrow(self.line.text()), self.pattern))
        super().edited()


def reshape(line: QLineEdit, text: str) -> None:
    """Put `text` in place of what was typed; the cursor stays behind the same letters and digits."""
    if text == line.text():
        return
    before = sum(char.isalnum() for char in line.text()[: line.cursorPosition()])
    line.setText(text)
    place = 0
    while before and place < len(text):
        before -= text[place].isalnum()
        place += 1
    line.setCursorPosition(place)


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

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, around, parent)
        self.text = Lines(self)
        self.text.setMinimumHeight(_height_of(node))
        filling(self, self.text)
        self.begin(self.text)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """How to break a line, since Enter goes on."""
        return (Hint(("Shift+Enter",), tr("new line")),)

    def value(self) -> str:
        """The text with its line breaks."""
        return self.node.value if self.is_missing else self.text.plain()

    def put(self, value: str) -> None:
        """The text with its line breaks."""
        if self.text.plain() != value:
            self.text.set_text(value)

    def put_unread(self, text: str) -> None:
        """Never called: every text can be read."""
        self.text.set_text(text)


def _height_of(node: Node) -> int:
    """As high as the form wants (`rows`), five lines if it does not say."""
    rows = node.control.attributes.get("rows", "") if node.control is not None else ""
    wanted = int(rows) if rows.isdecimal() else 5
    return max(2, min(wanted, 12)) * 24 + 16


def filling(outer: QWidget, inner: QWidget) -> None:
    """`inner` takes all of `outer`."""
    layout = QVBoxLayout(outer)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(inner)
