"""What the window asks of a page.

Who owns which key: the window takes F1 and Ctrl+/ (help), F9 and Ctrl+U (theme), F11 and Alt+Enter
(full screen), Ctrl+plus, Ctrl+minus and Ctrl+0 (text size) everywhere. On the pages beside the rail
it also takes Alt+digit, Ctrl+Enter, F3 and Ctrl+F and /, F6 and Ctrl+Tab, Ctrl+E, Ctrl+T, Ctrl+Z and
Ctrl+Y, and calls the method below. In an interview all of these belong to the interview page.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

Keys = Sequence[tuple[str, str]]


class Page(QWidget):
    """A page beside the rail. Every method has an answer that does nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def title(self) -> str:
        """What the top bar says."""
        return ""

    def retranslate(self) -> None:
        """Set every text again; called once at the start and after each change of language."""

    def refresh(self) -> None:
        """The study, or what is in it, changed: show it as it is now."""

    def opened(self) -> None:
        """The page came to the front: put the focus where work goes on."""

    def keys(self) -> Keys:
        """(key, what it does) for the help of this page."""
        return ()

    def main_action(self) -> None:
        """Ctrl+Enter."""

    def give_out(self) -> bool:
        """Ctrl+E: hand over; False where the page has nothing of its own and the export is meant."""
        return False

    def search(self) -> None:
        """F3, Ctrl+F, or / outside a text field."""

    def panes(self) -> Sequence[QWidget]:
        """Where F6 goes, in order."""
        return ()

    def undo(self) -> None:
        """Ctrl+Z."""

    def redo(self) -> None:
        """Ctrl+Y."""
