"""A repeat as a table (screen 04): rows are its instances, columns its questions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from fieldapp.interview import Interview, Node, Screen
from fieldapp.ui.controls import Around, Hint
from fieldapp.ui.controls.factory import missing_of
from fieldapp.ui.controls.missing import Missing
from fieldapp.ui.interview import words
from fieldapp.ui.interview.asking import Asking, soft_check
from fieldapp.ui.interview.roster_foot import RosterFoot
from fieldapp.ui.interview.roster_head import RosterHead
from fieldapp.ui.interview.roster_sums import RosterSums
from fieldapp.ui.interview.roster_table import RosterTable
from fieldapp.ui.interview.rows import is_fixed, row_keys
from fieldapp.ui.interview.view import View
from fieldapp.wording import tr


class RosterView(View):
    """Tab and Enter walk the cells that apply; Ins adds a row, Ctrl+Del deletes one."""

    several = True

    def __init__(self, screen: Screen, interview: Interview, around: Around) -> None:
        super().__init__(screen)
        self._interview = interview
        self._around = around
        self._unread = ""
        self.head = RosterHead()
        self.table = RosterTable(interview, around, self)
        self.sums = RosterSums(interview, self.table)
        self.foot = RosterFoot()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 8)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addWidget(self.table, 1000)
        column.addWidget(self.sums)
        column.addWidget(self.foot)
        column.addStretch(1)
        self._connect()
        self.sync(screen)

    def _connect(self) -> None:
        table, foot = self.table, self.foot
        table.given.connect(self._given)
        table.typing.connect(lambda node, value: self.typed.emit(node.reference, value))
        table.unread.connect(self._cannot_read)
        table.moved.connect(self._moved)
        table.ended.connect(self.onward)
        table.installEventFilter(self)
        foot.add.connect(lambda: self.row_wanted.emit(self.place.reference))
        foot.remove.connect(self._remove)
        foot.pressed.connect(lambda value: self._given(self.current(), value))
        foot.fault.confirmed.connect(self._confirm)

    def sync(self, screen: Screen) -> bool:
        """Rows came or went; the cursor stays at its cell as far as it is there."""
        before = self.table.currentIndex()
        changed = screen.rows != self.table.rows.rows or not self.table.rows.rowCount()
        self.place = screen
        if changed:
            row, column = before.row(), before.column()
            self.table.rows.show_screen(screen)
            self.sums.show_screen(screen)
            self.table.fit()
            if screen.rows and row >= 0:
                self.table.put_cursor(min(row, len(screen.rows) - 1), column)
        self._around_the_cell()
        return True

    def show_changes(self, touched: frozenset[str], *, force: bool = False) -> None:
        """Repaint; the field that is open stays as typed unless forced."""
        editor = self.table.cells.editor
        if force and editor is not None and editor.node.reference in touched:
            self.table.cells._close(editor)
        self.table.rows.refresh(touched)
        self.sums.refresh()
        self._around_the_cell()

    def current(self) -> Node | None:
        """The question of the current cell."""
        return self.table.node()

    def go_to(self, reference: str) -> bool:
        """To the cell of a question, or to the first open cell of a row."""
        place = self.table.rows.place_of(reference)
        if place is None:
            return False
        self.table.put_cursor(*place)
        self.table.setFocus()
        return True

    def begin(self) -> None:
        """To the first cell that applies and is empty."""
        rows = self.table.rows
        places = [(row, rows.first_open(row)) for row in range(rows.rowCount())]
        empty = [place for place in places if (node := rows.node(*place)) is not None and not node.value]
        if places:
            self.table.put_cursor(*(empty or places)[0])
            self.table.setFocus()
        else:
            self.foot.add_button.setFocus()
            self.focused.emit(self.place.reference)

    def flush(self) -> None:
        """Hand over half-typed text now."""
        self.table.flush()

    def demand(self) -> bool:
        """Mark every fault and go to the first."""
        self.table.rows.demanded = True
        self.table.rows.refresh(None)
        faulty = self.table.rows.faulty()
        if faulty is not None:
            self.table.put_cursor(*faulty)
            self.table.setFocus()
        self._around_the_cell()
        return faulty is not None

    def unreadable(self) -> bool:
        """A field is open with text that means no answer."""
        return bool(self._unread)

    def refuse(self, _reference: str, message: str) -> None:
        """The engine does not take this answer."""
        self._unread = message
        self._around_the_cell()

    def step(self, direction: int) -> bool:
        """The next cell that applies."""
        return self.table.advance(direction)

    def missing(self) -> Missing:
        """Don't know and refused in the current cell."""
        node = self.current()
        return missing_of(node, self._around) if node is not None and node.relevant else Missing()

    def may_clear(self, _event: QKeyEvent) -> bool:
        """Del empties the cell."""
        at = self.table.currentIndex()
        return at.isValid() and self.table.rows.applies(at.row(), at.column())

    def hints(self) -> Sequence[Hint]:
        """As in the picture."""
        return (
            Hint(("Tab",), tr("next cell")),
            Hint(("1–9",), tr("choose")),
            Hint(("Space",), tr("yes / no")),
            Hint(("F2",), tr("edit")),
        )

    def retranslate(self) -> None:
        """All texts again."""
        self.table.rows.refresh(None)
        self.table.fit()
        self._around_the_cell()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ins and Ctrl+Del in the table."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            wanted = row_keys(event)
            if wanted == "add" and not is_fixed(self._interview, self.place):
                self.row_wanted.emit(self.place.reference)
            elif wanted == "remove" and not is_fixed(self._interview, self.place):
                self._remove()
            return bool(wanted)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns take the room there is."""
        super().resizeEvent(event)
        self.table.fit_again()

    def _remove(self) -> None:
        node = self.current()
        if node is not None and node.repeat is not None:
            self.row_unwanted.emit(node.repeat.reference)

    def _confirm(self) -> None:
        node = self.current()
        if node is not None and isinstance(self._around, Asking):
            self._around.confirm(node.reference)

    def show_faults(self) -> None:
        """A confirmation came or went."""
        self.table.rows.refresh(None)
        self._around_the_cell()

    def _given(self, node: Node | None, value: str) -> None:
        self._unread = ""
        if node is not None and not node.readonly and node.relevant:
            self.answered.emit(node.reference, value)

    def _moved(self, node: Node | None) -> None:
        self._unread = ""
        if node is not None:
            self.focused.emit(node.reference)
        self._around_the_cell()

    def _cannot_read(self, _node: Node, text: str) -> None:
        self._unread = tr("“{text}” cannot be read here", text=text)
        self._around_the_cell()

    def _around_the_cell(self) -> None:
        """Question above, message below."""
        node = self.current()
        self.head.show_node(self.place, node)
        fixed = is_fixed(self._interview, self.place)
        self.foot.show_node(node, self.missing(), fixed=fixed, rows=len(self.place.rows))
        message = self._unread or self._message()
        unusual = "" if message else self._unusual(node)
        self.foot.fault.say(message or unusual, "error" if message else "warn", to_confirm=bool(unusual))

    def _unusual(self, node: Node | None) -> str:
        """What a soft check says about the current cell, until it is confirmed."""
        soft = soft_check(node, self._around) if node is not None else None
        if node is None or soft is None or soft.reason is not None:
            return ""
        return tr("Row {row}: {why}", row=self._row_number(node), why=words.unusual(soft.message))

    def _row_number(self, node: Node) -> int:
        return node.repeat.position if node.repeat is not None else 0

    def _message(self) -> str:
        """Of the current cell, else of the first with a fault."""
        rows, at = self.table.rows, self.table.currentIndex()
        places = [(at.row(), at.column())] if at.isValid() and at.column() > 1 else []
        first = rows.faulty()
        for row, column in [*places, *([first] if first is not None else [])]:
            node = rows.node(row, column)
            if node is not None and rows.state(row, column) in ("error", "missing") and node.violation:
                return tr("Row {row}: {why}", row=row + 1, why=words.why(node.violation))
        return ""
