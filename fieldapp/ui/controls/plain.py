"""Controls without an answer of their own making: notes, calculated values, and the tick that says "read"."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.form.personal import Erased
from fieldapp.interview import Node
from fieldapp.ui.components import ChoiceRow
from fieldapp.ui.components.frames import label as words
from fieldapp.ui.controls import numbers
from fieldapp.ui.controls.base import Control, Hint
from fieldapp.wording import tr


class NoteControl(Control):
    """A text to read; the page shows its label, so there is nothing here."""

    def show_node(self) -> None:
        """Nothing to show."""


class CalculatedControl(Control):
    """A value the form works out: shown, never focused."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self._value = words("", "input-bold")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 0, 8)
        layout.addWidget(self._value)
        self.show_node()

    def show_node(self) -> None:
        """The value, a dash while there is none, a word where it was deleted."""
        gone = isinstance(self.node.value, Erased)
        self._value.setText((self.node.shown if gone else numbers.grouped(self.node.value)) or "—")

    def shown(self) -> str:
        """What is on screen."""
        return self._value.text()


class AcknowledgeControl(Control):
    """One row to tick (ODK trigger): the answer is OK or nothing."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self.row = ChoiceRow("1", tr("Read and understood"), "many")
        self.row.activated.connect(self._toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.row)
        self.setFocusProxy(self.row)
        self.show_node()

    @property
    def entry(self) -> QWidget:
        """The row."""
        return self.row

    @property
    def hints(self) -> tuple[Hint, ...]:
        """How to tick."""
        return (Hint(("Space",), tr("tick")),)

    def show_node(self) -> None:
        """Ticked or not."""
        self.row.set_chosen(self.node.value == "OK")

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        """1 ticks as well."""
        if event.key() == Qt.Key.Key_1 and not event.modifiers():
            self._toggle()
        else:
            super().keyPressEvent(event)

    def _toggle(self) -> None:
        self.give("" if self.node.value == "OK" else "OK")
