"""What every control has in common.

A control holds no answer: it shows its node, and says `answered` (done) or `typed` (still being
typed). What a person has typed and the journal does not have yet is `pending()`.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fieldapp.interview import Node
from fieldapp.ui import theme

TYPING_PAUSE = 200
"""Milliseconds after the first key that the journal lacks. People who never stop typing are journalled too,
and what a crash may cost stays below 300 ms."""


class Hint(NamedTuple):
    """Keys and what they do, for the strip at the bottom."""

    keys: tuple[str, ...]
    text: str


class Control(QWidget):
    """One question's answer on screen."""

    answered = Signal(str, str)
    """reference, value: the answer is given."""
    typed = Signal(str, str)
    """reference, value: text as far as it is typed."""
    left = Signal()
    """The focus went elsewhere."""
    done = Signal()
    """The answer is given and the form wants to go on by itself (`quick`)."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.node = node
        self._pause = QTimer(self, interval=TYPING_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.flush)

    @property
    def entry(self) -> QWidget:
        """The widget that takes the keys."""
        return self

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Keys of this kind of answer."""
        return ()

    def show_node(self) -> None:
        """Show what the node says now. Text that is being typed stays as it is."""
        raise NotImplementedError

    def pending(self) -> str | None:
        """The value typed but not yet journalled; None if there is none."""
        return None

    def flush(self) -> None:
        """Hand over half-typed text now."""
        self._pause.stop()
        value = self.pending()
        if value is not None:
            self.typed.emit(self.node.reference, value)

    def complaint(self) -> str:
        """What is wrong with the typing itself (no date, no number); "" if it can be read."""
        return ""

    def doubt(self) -> str:
        """What looks wrong but is kept as it is (a check digit); "" if nothing does."""
        return ""

    def saved(self, value: str) -> None:
        """The journal has `value`."""

    def show_again(self) -> None:
        """Show the answer whatever is typed."""
        self.show_node()

    def touch(self) -> None:
        """A key was typed: soon the journal gets it. Later keys do not put that off."""
        if not self._pause.isActive():
            self._pause.start()

    def give(self, value: str) -> None:
        """The person has answered."""
        if not self.node.readonly:
            self._pause.stop()
            self.answered.emit(self.node.reference, value)

    def clear_answer(self) -> None:
        """Del: no answer."""
        self.give("")

    def take_focus(self) -> None:
        """Put the keyboard here."""
        self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_name(self, name: str) -> None:
        """What a screen reader calls the place where the answer goes: the question."""
        self.entry.setAccessibleName(name)

    def set_state(self, state: str) -> None:
        """Show the control as "" (normal), "error" or "warn"."""
        theme.set_property(self.entry, "state", state)


def typed_char(event: QKeyEvent) -> str:
    """The printable character of a key pressed without Ctrl or Alt, else ""."""
    held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    text = event.text()
    return text if text and text.isprintable() and not held else ""
