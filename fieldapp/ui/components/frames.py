"""Surfaces and lines: card, rule, plain scroll area, label with a type role."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from fieldapp.ui import theme


class Card(QFrame):
    """A surface with an edge; put things into `.body` (vertical, padding 16 unless told otherwise)."""

    def __init__(self, padding: int = 16, spacing: int = 8) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(padding, padding, padding, padding)
        self.body.setSpacing(spacing)


class Bar(QFrame):
    """A strip at an edge of the window: `edge` is top, bottom or side; things go into `.row`."""

    def __init__(self, edge: str) -> None:
        super().__init__()
        self.setProperty("bar", edge)
        self.row: QBoxLayout = QVBoxLayout(self) if edge == "side" else QHBoxLayout(self)


def rule(direction: str = "h") -> QFrame:
    """A divider, "h" or "v"."""
    line = QFrame()
    line.setProperty("rule", direction)
    return line


def label(text: str = "", role: str = "body", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A text in a type role, in the colour of a token if `tone` names one. Plain text, never markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    theme.set_role(made, role)
    if tone:
        made.setProperty("tone", tone)
    return made


def scroll(content: QWidget) -> QScrollArea:
    """A vertical scroll area without an edge around `content` (leave it 8 px of margin for the ring)."""
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    content.setProperty("plain", "true")
    area.setWidget(content)
    return area


def column(*, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8) -> QVBoxLayout:
    """A vertical layout with these margins (left, top, right, bottom)."""
    layout = QVBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout


def row(*, margins: tuple[int, int, int, int] = (0, 0, 0, 0), spacing: int = 8) -> QHBoxLayout:
    """A horizontal layout with these margins."""
    layout = QHBoxLayout()
    layout.setContentsMargins(*margins)
    layout.setSpacing(spacing)
    return layout
