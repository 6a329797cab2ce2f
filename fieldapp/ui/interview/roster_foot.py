"""Below a roster: add a row, the message of the current cell, don't know and refused, delete the row."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components import Button
from fieldapp.ui.controls.missing import Missing
from fieldapp.ui.interview.fault import FaultLine
from fieldapp.wording import tr


class RosterFoot(QWidget):
    """Emits what is wanted."""

    add = Signal()
    remove = Signal()
    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._missing, self._value = Missing(), ""
        self.add_button = Button("", icon="table-row-plus-after", key="Ins")
        self.fault = FaultLine()
        self.unknown = Button("", key="F7", size="table")
        self.refused = Button("", key="F8", size="table")
        self.remove_button = Button("", "plain", "trash-can-outline", "Ctrl+Del")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self.add_button)
        line.addWidget(self.fault, 1)
        line.addStretch(1)
        for button in (self.unknown, self.refused, self.remove_button):
            line.addWidget(button)
        for button in (self.add_button, self.unknown, self.refused, self.remove_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add_button.clicked.connect(self.add)
        self.remove_button.clicked.connect(self.remove)
        self.unknown.clicked.connect(lambda: self._press(self._missing.unknown))
        self.refused.clicked.connect(lambda: self._press(self._missing.refused))

    def show_node(self, node: Node | None, missing: Missing, *, fixed: bool, rows: int) -> None:
        """What applies to the current cell."""
        self._missing, self._value = missing, missing.code_of(node.value) if node is not None else ""
        self.add_button.set_text(tr("Add a row"))
        self.add_button.setVisible(not fixed)
        self.remove_button.set_text(tr("Delete this row"))
        self.remove_button.setVisible(not fixed and rows > 0)
        self._show(self.unknown, missing.unknown, missing.unknown_label or tr("Don't know"))
        self._show(self.refused, missing.refused, missing.refused_label or tr("Refused"))

    def _press(self, code: str) -> None:
        self.pressed.emit("" if self._value == code else code)

    def _show(self, button: Button, code: str, text: str) -> None:
        button.setVisible(bool(code))
        button.set_text(text)
        on = bool(code) and self._value == code
        button.setProperty("on", "true" if on else "false")  # in the sun there are no tints
        button.set_kind("soft" if on else "secondary")
