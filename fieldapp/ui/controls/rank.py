"""ODK rank: put the choices in order. Alt+Up and Alt+Down move the row; the answer is the codes in order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui import theme
from fieldapp.ui.controls.base import Control, Hint
from fieldapp.ui.style import ringed
from fieldapp.wording import tr


class RankControl(Control):
    """The list in its present order; it counts as answered once a person has moved or confirmed it."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self.list = _List(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        self.setFocusProxy(self.list)
        self.show_node()

    @property
    def entry(self) -> QWidget:
        """The list."""
        return self.list

    @property
    def hints(self) -> tuple[Hint, ...]:
        """How to move a row."""
        return (Hint(("Alt+↑", "Alt+↓"), tr("move the row")), Hint(("Space",), tr("confirm the order")))

    def order(self) -> list[str]:
        """The codes as they stand."""
        return [str(self.list.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(self.list.count())]

    def show_node(self) -> None:
        """Ranked choices first, the rest in the order of the form."""
        ranked = self.node.value.split()
        labels = {choice.value: choice.label for choice in self.node.choices()}
        codes = [code for code in ranked if code in labels] + [code for code in labels if code not in ranked]
        row = max(0, self.list.currentRow())
        self.list.clear()
        for place, code in enumerate(codes, start=1):
            item = QListWidgetItem(f"{place}   {labels[code]}" if ranked else f"–   {labels[code]}")
            item.setData(Qt.ItemDataRole.UserRole, code)
            self.list.addItem(item)
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.setFixedHeight(max(1, self.list.count()) * 38 + 4)

    def shift(self, step: int) -> None:
        """Move the current row by one place."""
        codes, at = self.order(), self.list.currentRow()
        if 0 <= at + step < len(codes):
            codes[at], codes[at + step] = codes[at + step], codes[at]
            self.list.setCurrentRow(at + step)
            self.give(" ".join(codes))


class _List(QListWidget):
    def __init__(self, control: RankControl) -> None:
        super().__init__(control)
        self._control = control
        theme.set_role(ringed(self), "input")
        self.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt moves the row, Space takes the order as it stands; Enter belongs to the interview."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._control.shift(step)
        elif event.key() == Qt.Key.Key_Space:
            self._control.give(" ".join(self._control.order()))
        elif step or event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()
