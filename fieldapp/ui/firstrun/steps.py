"""One numbered step of the page: its number and title at the left, what is asked at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fieldapp.ui import theme
from fieldapp.ui.components import LineInput, column, label

_TITLE_WIDTH = 208


class Step(QWidget):
    """Things go into `.body`."""

    def __init__(self, number: int) -> None:
        super().__init__()
        badge = label(str(number), "body-bold", "accent")
        badge.setProperty("badge", "true")
        badge.setFixedSize(32, 32)
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._title = label("", "page-title", wrap=True)
        self._other = label("", "small", "ink-3", wrap=True)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 12, 0, 12)
        line.setSpacing(12)
        line.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        titles = column(spacing=0)
        for part in (self._title, self._other):
            part.setFixedWidth(_TITLE_WIDTH - 44)
            titles.addWidget(part)
        titles.addStretch(1)
        line.addLayout(titles)
        self.body = column(spacing=8)
        line.addLayout(self.body, 1)

    def say(self, title: str, other: str) -> None:
        """The title; below it the same in English, where that is another word."""
        self._title.setText(title)
        self._other.setText(other if other != title else "")


class Field(QWidget):
    """A label over an input, and a word below when something is wrong."""

    def __init__(self, field: QWidget | None = None) -> None:
        super().__init__()
        self.input = field if field is not None else LineInput()
        self._label: QLabel = label("", "small")
        self._fault: QLabel = label("", "small-bold", "error", wrap=True)
        words = column(spacing=4)
        for part in (self._label, self.input, self._fault):
            words.addWidget(part)
        self.setLayout(words)
        self.setFocusProxy(self.input)
        self.fault("")

    def say(self, text: str, *, required: bool = True) -> None:
        """What is asked for."""
        self._label.setText(f"{text} *" if required else text)
        self.input.setAccessibleName(text)

    def fault(self, text: str) -> None:
        """What is wrong; "" when nothing is."""
        self._fault.setText(text)
        self._fault.setVisible(bool(text))
        self.input.setAccessibleDescription(text)
        theme.set_property(self.input, "state", "error" if text else "")
