"""ODK rank: put the choices in order. Digits, Alt+Up and Alt+Down move the row, or the mouse drags it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui import theme
from fieldapp.ui.controls import markdown
from fieldapp.ui.controls.base import Control, Hint, typed_char
from fieldapp.ui.style import ringed
from fieldapp.wording import tr

ROW = 46


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
        return (
            Hint(("Alt+↑", "Alt+↓"), tr("move the row")),
            Hint(("1", "–", "9"), tr("put at this place")),
            Hint(("Space",), tr("confirm the order")),
        )

    def order(self) -> list[str]:
        """The codes as they stand."""
        return [str(self.list.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(self.list.count())]

    def show_node(self) -> None:
        """Ranked choices first, the rest in the order of the form."""
        ranked = self.node.value.split()
        labels = {choice.value: markdown.plain(choice.label) for choice in self.node.choices()}
        codes = [code for code in ranked if code in labels] + [code for code in labels if code not in ranked]
        row = max(0, self.list.currentRow())
        self.list.clear()
        for place, code in enumerate(codes, start=1):
            self.list.addItem(self._item(place, code, labels[code], ranked=bool(ranked), total=len(codes)))
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.list.setFixedHeight(max(1, self.list.count()) * ROW + 4)

    def _item(self, place: int, code: str, words: str, *, ranked: bool, total: int) -> QListWidgetItem:
        item = QListWidgetItem(f"{place}   {words}" if ranked else f"–   {words}")
        item.setData(Qt.ItemDataRole.UserRole, code)
        said = tr("{position} of {count}", position=place, count=total)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, tr(", ").join([said, words]))
        return item

    def shift(self, step: int) -> None:
        """Move the current row by some places."""
        self.put_at(self.list.currentRow() + step)

    def put_at(self, place: int) -> None:
        """Move the current row to a place counted from 0."""
        codes, at = self.order(), self.list.currentRow()
        if at < 0 or not 0 <= place < len(codes):
            return
        codes.insert(place, codes.pop(at))
        self.list.setCurrentRow(place)
        self.give(" ".join(codes))


class _List(QListWidget):
    def __init__(self, control: RankControl) -> None:
        super().__init__(control)
        self._control = control
        theme.set_role(ringed(self), "input")
        self.setProperty("ranked", "true")
        self.setSpacing(0)
        self.setUniformItemSizes(True)
        self.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
        self._held, self._moved = -1, False
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The row under the mouse is taken along, as a finger or a pen does it too."""
        super().mousePressEvent(event)
        free = event.button() == Qt.MouseButton.LeftButton and not self._control.node.readonly
        self._held, self._moved = self._row_at(event) if free else -1, False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """It changes places with each row it comes to."""
        place = self._row_at(event)
        if self._held < 0 or place == self._held:
            return
        self.insertItem(place, self.takeItem(self._held))
        self.setCurrentRow(place)
        self._held, self._moved = place, True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Where the mouse lets go the row stays: that is the answer."""
        super().mouseReleaseEvent(event)
        self._held = -1
        if self._moved:
            self._moved = False
            self._control.give(" ".join(self._control.order()))

    def _row_at(self, event: QMouseEvent) -> int:
        """Also above the first and below the last one."""
        return max(0, min(self.count() - 1, int(event.position().y()) // ROW))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt moves the row, Space takes the order as it stands; Enter belongs to the interview."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        digit = typed_char(event)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._control.shift(step)
        elif event.key() == Qt.Key.Key_Space:
            self._control.give(" ".join(self._control.order()))
        elif digit.isascii() and digit.isdecimal() and digit != "0":
            self._control.put_at(int(digit) - 1)
        elif step or event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()
