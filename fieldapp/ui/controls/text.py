"""Typed text: one line, several lines, digits only, or after a pattern (ODK `masked`)."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.controls.base import Control, Hint
from fieldapp.ui.controls.entry import Entry, Lines
from fieldapp.ui.controls.numbers import narrow
from fieldapp.wording import tr


class TextControl(Control):
    """One line of text, kept exactly as typed."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self.line = Entry(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.line)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._edited)
        self.line.left.connect(self.flush)
        self._dirty = False
        self.show_node()

    @property
    def entry(self) -> Entry:
        """The text field."""
        return self.line

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Nothing special in a line of text."""
        return ()

    def value(self) -> str:
        """The answer that the typed text means."""
        return self.line.text()

    def pending(self) -> str | None:
        """The typed value, if the node has another one."""
        return self.value() if self._dirty and self.value() != self.node.value else None

    def show_node(self) -> None:
        """Show the answer, unless the person is ahead of the journal."""
        self.line.setReadOnly(self.node.readonly)
        if self.value() == self.node.value:
            self._dirty = False
        elif not self._dirty:
            self.line.setText(self.shown(self.node.value))

    def show_again(self) -> None:
        """Show the answer whatever is typed (after undo, clear, don't know)."""
        self._pause.stop()
        self._dirty = False
        self.show_node()

    def shown(self, value: str) -> str:
        """How a stored value looks in the field."""
        return value

    def _edited(self) -> None:
        self._dirty = True
        self.touch()


class DigitsControl(TextControl):
    """Text of digits (ODK appearance `numbers`): a phone or an ID number, exact to the last digit."""

    def _edited(self) -> None:
        plain = narrow(self.line.text())
        if plain != self.line.text():
            cursor = self.line.cursorPosition()
            self.line.setText(plain)
            self.line.setCursorPosition(cursor)
        super()._edited()


class MaskedControl(TextControl):
    """Text after a pattern: `#` a digit, any other sign stands by itself (ODK `mask:` or `mask` attribute)."""

    def __init__(self, node: Node, mask: str, parent: QWidget | None = None) -> None:
        self.mask = mask
        super().__init__(node, parent)
        self.line.set_echo(mask)

    def _edited(self) -> None:
        shaped = shape(narrow(self.line.text()), self.mask)
        if shaped != self.line.text():
            self.line.setText(shaped)
        super()._edited()


def shape(text: str, mask: str) -> str:
    """`13812345678` in `### #### ####` -> `138 1234 5678`, as far as it is typed."""
    letters = [char for char in text if char.isalnum()]
    out = ""
    for sign in mask:
        if not letters:
            break
        out += letters.pop(0) if sign in "#0Aa" else sign
    return out


class LinesControl(Control):
    """Text of several lines."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self.text = Lines(self)
        self.text.setMinimumHeight(132)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self.setFocusProxy(self.text)
        self.text.edited.connect(self._edited)
        self.text.left.connect(self.flush)
        self._dirty = False
        self.show_node()

    @property
    def entry(self) -> Lines:
        """The text field."""
        return self.text

    @property
    def hints(self) -> tuple[Hint, ...]:
        """How to break a line, since Enter goes on."""
        return (Hint(("Shift+Enter",), tr("new line")),)

    def pending(self) -> str | None:
        """The typed text, if the node has another one."""
        value = self.text.plain()
        return value if self._dirty and value != self.node.value else None

    def show_node(self) -> None:
        """Show the answer, unless the person is ahead of the journal."""
        self.text.setReadOnly(self.node.readonly)
        if self.text.plain() == self.node.value:
            self._dirty = False
        elif not self._dirty:
            self.text.set_text(self.node.value)

    def show_again(self) -> None:
        """Show the answer whatever is typed."""
        self._pause.stop()
        self._dirty = False
        self.show_node()

    def _edited(self) -> None:
        self._dirty = True
        self.touch()
