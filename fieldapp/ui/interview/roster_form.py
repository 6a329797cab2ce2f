"""A roster with many questions: its rows in a list at the left, the chosen row as a form at the right."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.interview import Interview, Node, Screen
from fieldapp.ui.components import Card, label
from fieldapp.ui.controls import Around, Hint
from fieldapp.ui.interview import words
from fieldapp.ui.interview.fieldsview import FieldsView
from fieldapp.ui.interview.roster_foot import RosterFoot
from fieldapp.ui.interview.roster_list import RowList
from fieldapp.ui.interview.rows import is_fixed, questions, row_keys
from fieldapp.ui.interview.scroller import Scroller
from fieldapp.wording import tr


class RosterFormView(FieldsView):
    """Enter walks through the fields and on to the next row; Ctrl+PgDn and Ctrl+PgUp change the row."""

    def __init__(self, screen: Screen, interview: Interview, around: Around) -> None:
        super().__init__(screen, around)
        self._interview = interview
        self._around = around
        self._number = label("", "body-bold", "accent")
        self._title = label("", "title", wrap=True)
        self.list = RowList(interview, around)
        self.foot = RosterFoot()
        self._lay_out()
        self.list.chosen.connect(self._to_row)
        self.column.focused.connect(self._focus_moved)
        self.foot.add.connect(self._add)
        self.foot.remove.connect(self._remove)
        self.foot.pressed.connect(self._give)
        self.sync(screen)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._number)
        head.addWidget(self._title, 1)
        card = Card(20, 8)
        card.body.addWidget(self.column)
        inside = QWidget()
        inner = QVBoxLayout(inside)
        inner.setContentsMargins(8, 8, 8, 8)
        inner.addWidget(card)
        inner.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.list)
        across.addWidget(Scroller(inside), 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 12, 16, 8)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addLayout(across, 1)
        whole.addWidget(self.foot)

    # rows

    @property
    def row(self) -> Node | None:
        """The instance whose form is shown."""
        at = self.list.currentRow()
        return self.place.rows[at] if 0 <= at < len(self.place.rows) else None

    def _to_row(self, at: int) -> None:
        self.column.flush()
        self._show_row()
        self.column.begin()

    def _show_row(self) -> None:
        row = self.row
        nodes = [node for node in questions(self.place, row) if node.relevant] if row is not None else []
        self.column.show_nodes(nodes)
        self._below()

    def _change_row(self, step: int) -> bool:
        at = self.list.currentRow() + step
        if not 0 <= at < len(self.place.rows):
            return False
        self.list.set_row(at)
        self._to_row(at)
        return True

    def sync(self, screen: Screen) -> bool:
        """Rows and questions come and go around those that stay."""
        self.place = screen
        at = self.list.currentRow()
        self.list.show_rows(screen.rows)
        self.list.set_row(min(at, len(screen.rows) - 1) if at >= 0 else self.list.first_open())
        self._head()
        self._show_row()
        return True

    def show_changes(self, touched: frozenset[str], *, force: bool = False) -> None:
        """Refresh the fields that changed, and the marks of the rows."""
        self.column.show_changes(touched, force=force)
        self.list.refresh()
        self._below()

    # place

    def go_to(self, reference: str) -> bool:
        """Into the field of a question, in its row."""
        for at, row in enumerate(self.place.rows):
            if reference == row.reference or reference.startswith(row.reference + "/"):
                self.list.set_row(at)
                self._show_row()
                field = self.column.field_at(reference)
                if field is not None and field.takes_focus:
                    self.column.focus(field)
                else:
                    self.column.begin()
                return True
        return False

    def begin(self) -> None:
        """To the first row that is not done."""
        if not self.place.rows:
            self.foot.add_button.setFocus()
            self.focused.emit(self.place.reference)
            return
        self.list.set_row(self.list.first_open())
        self._show_row()
        self.column.begin()

    def step(self, direction: int) -> bool:
        """The next field, then the next row."""
        return super().step(direction) or self._change_row(direction)

    # answers

    def demand(self) -> bool:
        """Go to the first row with a fault and show all of its faults."""
        for at, row in enumerate(self.place.rows):
            if any(node.relevant and node.violation is not None for node in questions(self.place, row)):
                self.list.set_row(at)
                self._show_row()
                self.column.demand()
                return True
        return False

    def hints(self) -> Sequence[Hint]:
        """Moving between fields and rows."""
        rows = (Hint(("Ctrl+PgDn",), tr("next row")),) if len(self.place.rows) > 1 else ()
        return (Hint(("Tab",), tr("next field")), *rows, *self.column.hints())[:3]

    def retranslate(self) -> None:
        """All texts again."""
        self.column.retranslate()
        self.list.refresh()
        self._head()
        self._below()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+PgDn, Ctrl+PgUp, Ins, Ctrl+Del."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        wanted = row_keys(event)
        if step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._change_row(step)
        elif wanted and not is_fixed(self._interview, self.place):
            self._add() if wanted == "add" else self._remove()
        else:
            super().keyPressEvent(event)

    def _add(self) -> None:
        self.row_wanted.emit(self.place.reference)

    def _remove(self) -> None:
        if self.row is not None:
            self.row_unwanted.emit(self.row.reference)

    def _give(self, value: str) -> None:
        node = self.current()
        if node is not None:
            self.answered.emit(node.reference, value)

    def _focus_moved(self, reference: str) -> None:
        self.focused.emit(reference)
        self._below()

    def _head(self) -> None:
        self._number.setText(self.place.number)
        self._title.setText(words.plain(self.place.title))

    def _below(self) -> None:
        node = self.current()
        fixed = is_fixed(self._interview, self.place)
        self.foot.show_node(node, self.missing(), fixed=fixed, rows=len(self.place.rows))
