"""What the interview window asks of the page of one screen: question, field list, grid or roster."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from fieldapp.interview import Node, Screen
from fieldapp.ui.controls import Hint
from fieldapp.ui.controls.missing import Missing


class View(QWidget):
    """Shows one screen. It never changes an answer: it says what a person wants, and is told what changed."""

    answered = Signal(str, str)
    typed = Signal(str, str)
    focused = Signal(str)
    """reference: the person is at this question now."""
    row_wanted = Signal(str)
    row_unwanted = Signal(str)
    onward = Signal()
    """The last answer of the page is given and the person goes on."""

    several = False
    """Whether Enter moves inside the page and Ctrl+Enter leaves it."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self.place = screen

    def show_changes(self, touched: frozenset[str], *, force: bool = False) -> None:
        """Some nodes look different now; `force` also where the person is typing."""
        raise NotImplementedError

    def sync(self, screen: Screen) -> bool:
        """The screen has other questions or rows now; False if it must be built anew."""
        self.place = screen
        return False

    def current(self) -> Node | None:
        """The question the person is at."""
        raise NotImplementedError

    def go_to(self, reference: str) -> bool:
        """Put the focus on a question of this page."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the focus on the first unanswered question, or on the answer given."""
        raise NotImplementedError

    def flush(self) -> None:
        """Hand over half-typed text now."""

    def demand(self) -> bool:
        """The person wants to leave: show all faults and go to the first; True if there are any."""
        raise NotImplementedError

    def show_faults(self) -> None:
        """What is wrong may be seen otherwise now: somebody said that an unusual answer is right."""

    def unreadable(self) -> bool:
        """Whether something typed cannot be stored as it stands; leaving would lose it."""
        return False

    def saved(self, reference: str, value: str) -> None:
        """The journal has this answer."""

    def refuse(self, reference: str, message: str) -> None:
        """The engine does not take this answer."""

    def step(self, direction: int) -> bool:
        """Enter on a page of several fields: the next one; False at the end."""
        return False

    def missing(self) -> Missing:
        """Don't know and refused at the current question."""
        return Missing()

    def may_clear(self, event: QKeyEvent) -> bool:
        """Whether Del clears the answer here (not where it deletes a letter)."""
        return False

    def hints(self) -> Sequence[Hint]:
        """Keys for the strip at the bottom."""
        return ()

    def retranslate(self) -> None:
        """The language of the questions or of the window changed: set all texts again."""
        raise NotImplementedError
