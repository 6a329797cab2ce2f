"""Above a roster: its number and name, and the question of the current cell as it is to be read out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.interview import Node, Screen
from fieldapp.ui import theme
from fieldapp.ui.components import label
from fieldapp.ui.controls import kind_of
from fieldapp.ui.controls.factory import wording_of
from fieldapp.ui.interview import words
from fieldapp.wording import tr


class RosterHead(QWidget):
    """Number, name of the roster, kind of answer; below, the question in large type."""

    def __init__(self) -> None:
        super().__init__()
        self._number = label("", "body-bold", "accent")
        self._name = label("", "body-bold", "ink-2")
        self._kind = label("", "body", "ink-2")
        self._required = label("", "body-bold", "error")
        self._question = QLabel()
        self._question.setWordWrap(True)
        self._question.setTextFormat(Qt.TextFormat.RichText)
        theme.set_role(self._question, "question-dense")
        self._hint = label("", "body", "ink-2", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        for part in (self._number, self._name, self._kind, self._required):
            line.addWidget(part)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._question)
        column.addWidget(self._hint)

    def show_node(self, screen: Screen, node: Node | None) -> None:
        """The roster, and the question the person is at."""
        self._number.setText(screen.number)
        self._name.setText(words.plain(screen.title))
        self._kind.setText("· " + (wording_of(kind_of(node)) if node is not None else tr("Row by row")))
        self._required.setText(tr("required") if node is not None and node.required else "")
        question = node.label if node is not None else tr("No rows yet")
        self._question.setText(theme.paragraph(words.rich(question), "question-dense", rich=True))
        hint = words.plain(node.hint) if node is not None else ""
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))

    def question(self) -> str:
        """The question as it stands, without markup."""
        return words.plain(self._question.text())
