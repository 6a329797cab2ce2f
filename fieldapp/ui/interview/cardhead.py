"""Above the question: its number, its kind, whether it is required, and how to ask it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components import IconLabel, label
from fieldapp.ui.controls import kind_of
from fieldapp.ui.controls.factory import wording_of
from fieldapp.ui.interview import words
from fieldapp.wording import tr


class CardHead(QWidget):
    """`D5 · One choice  required        (read aloud)`"""

    def __init__(self, node: Node, number: str) -> None:
        super().__init__()
        self._node = node
        self._number = label(number, "body-bold", "accent")
        self._dot = label("·", "body", "ink-2")
        self._kind = label("", "body", "ink-2")
        self._required = label("", "body-bold", "error")
        self._icon = IconLabel("account-voice", "ink-2")
        self.setProperty("staff", True)
        self._guidance = label("", "body", "ink-2", wrap=False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self._number, self._dot, self._kind, self._required):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._icon)
        row.addWidget(self._guidance)

    def show_node(self, number: str) -> None:
        """Texts and state as they are now."""
        kind = kind_of(self._node)
        self._number.setText(number)
        self._number.setVisible(bool(number))
        self._dot.setVisible(bool(number))
        self._kind.setText(wording_of(kind))
        self._required.setText(tr("required") if self._node.required and kind != "note" else "")
        guidance = words.plain(self._node.guidance)
        self._guidance.setText(guidance)
        self._guidance.setVisible(bool(guidance))
        self._icon.setVisible(bool(guidance))
