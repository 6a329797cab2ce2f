"""The green side of the pages where nobody is in yet: mark, title, what is true."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

import fieldapp
from fieldapp.ui import theme
from fieldapp.ui.components import IconLabel, Logo, column, label, row
from fieldapp.wording import tr

WIDTH = 336


class GreenPanel(QWidget):
    """`show_texts(title, sentence, facts)`; facts are (icon, bold words, words)."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._title = label("", "title", "on-accent", wrap=True)
        self._sentence = label("", "input", "on-accent", wrap=True)
        self._version = label("", "small", "on-accent")
        self._facts = column(spacing=20)
        self._lines: list[QWidget] = []
        box = QVBoxLayout(self)
        box.setContentsMargins(32, 40, 32, 40)
        box.setSpacing(8)
        box.addWidget(Logo(56, "surface", "accent"))
        box.addSpacing(28)
        box.addWidget(self._title)
        box.addWidget(self._sentence)
        box.addSpacing(24)
        box.addLayout(self._facts)
        box.addStretch(1)
        box.addWidget(self._version)

    def show_texts(self, title: str, sentence: str, facts: Sequence[tuple[str, str, str]]) -> None:
        """Its words."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._version.setText(tr("Version {version}", version=fieldapp.__version__))
        for line in self._lines:
            self._facts.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [_fact(*fact) for fact in facts]
        for line in self._lines:
            self._facts.addWidget(line)

    def title(self) -> str:
        """What it says in large letters."""
        return self._title.text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("accent"))
        painter.end()


def _fact(icon: str, bold: str, words: str) -> QWidget:
    made = QWidget()
    line = row(spacing=16)
    line.addWidget(IconLabel(icon, "on-accent", 24))
    texts = column(spacing=0)
    texts.addWidget(label(bold, "body-bold", "on-accent", wrap=True))
    texts.addWidget(label(words, "small", "on-accent", wrap=True))
    line.addLayout(texts, 1)
    made.setLayout(line)
    return made
