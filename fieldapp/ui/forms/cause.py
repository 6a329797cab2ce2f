"""A question that decides whether another is asked, small enough to stand below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.ui.components import Combo, LineInput, label, row
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.interview import Node


class Cause(QWidget):
    """Its name, and a box for the answer: a list of the choices, or plain text."""

    answered = Signal(str, str)

    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node
        self.box: Combo | LineInput = Combo(node.name) if node.choices() else LineInput()
        line = row()
        line.addWidget(label(node.name, "body-bold"))
        line.addWidget(self.box, 1)
        self.setLayout(line)
        self.box.setAccessibleName(node.name)
        self.setToolTip(node.label)
        self.show_node()
        if isinstance(self.box, Combo):
            self.box.activated.connect(lambda _at: self._give(self.box))
        else:
            self.box.editingFinished.connect(lambda: self._give(self.box))

    def show_node(self) -> None:
        """The answer as the made-up interview has it, whoever gave it."""
        if isinstance(self.box, LineInput):
            self.box.setText(self.node.value)
            return
        self.box.clear()
        self.box.addItem(tr("no answer"), "")
        for choice in self.node.choices():
            self.box.addItem(f"{choice.value} {choice.label}", choice.value)
        self.box.setCurrentIndex(max(0, self.box.findData(self.node.value)))

    def _give(self, box: Combo | LineInput) -> None:
        value = str(box.currentData()) if isinstance(box, Combo) else box.text()
        if value != self.node.value:
            self.answered.emit(self.node.reference, value)
