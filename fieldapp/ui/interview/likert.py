"""A table-list as a grid: questions are rows, the choices they share are columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.interview import Node, Screen
from fieldapp.ui import theme
from fieldapp.ui.components import Card, label
from fieldapp.ui.controls import Around, Hint
from fieldapp.ui.controls.factory import missing_of
from fieldapp.ui.controls.missing import Missing, without
from fieldapp.ui.interview import words
from fieldapp.ui.interview.cardfoot import CardFoot
from fieldapp.ui.interview.fault import FaultLine
from fieldapp.ui.interview.likert_table import LikertTable
from fieldapp.ui.interview.scroller import Scroller
from fieldapp.ui.interview.view import View
from fieldapp.wording import tr


class LikertView(View):
    """1-9 choose in the current row and go to the next; Up and Down move."""

    several = True

    def __init__(self, screen: Screen, around: Around) -> None:
        super().__init__(screen)
        self._around = around
        self._number = label("", "body-bold", "accent")
        self._kind = label("", "body", "ink-2")
        self._required = label("", "body-bold", "error")
        self._title = QLabel()
        self._title.setWordWrap(True)
        self._title.setTextFormat(Qt.TextFormat.RichText)
        theme.set_role(self._title, "question-dense")
        self.table = LikertTable()
        self.fault = FaultLine()
        self.foot = CardFoot()
        self._demanded = False
        self._lay_out()
        self.table.chosen.connect(self._chosen)
        self.table.moved.connect(self._moved)
        self.foot.pressed.connect(lambda value: self._chosen(self.table.row, value))
        self.retranslate()

    def _lay_out(self) -> None:
        card = Card(16, 6)
        head = QHBoxLayout()
        for part in (self._number, self._kind, self._required):
            head.addWidget(part)
        head.addStretch(1)
        card.body.addLayout(head)
        card.body.addWidget(self._title)
        card.body.addWidget(self.table)
        card.body.addWidget(self.fault)
        card.body.addWidget(self.foot)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 8, 24, 8)
        column.addWidget(card)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroller(inside))

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The questions, one a row."""
        return self.place.nodes

    def _chosen(self, row: int, value: str) -> None:
        node = self.nodes[row]
        if not node.readonly:
            self.answered.emit(node.reference, value)

    def _moved(self, row: int) -> None:
        self.focused.emit(self.nodes[row].reference)
        self._below()

    def show_changes(self, touched: frozenset[str], *, force: bool = False) -> None:
        """Show the rows that changed."""
        if any(node.reference in touched for node in self.nodes):
            self._fill()

    def sync(self, screen: Screen) -> bool:
        """Rows come and go."""
        self.place = screen
        self._fill()
        return True

    def current(self) -> Node | None:
        """The question of the current row."""
        return self.nodes[self.table.row] if self.table.row < len(self.nodes) else None

    def go_to(self, reference: str) -> bool:
        """To the row of a question."""
        rows = [node.reference for node in self.nodes]
        if reference not in rows:
            return False
        self.table.set_row(rows.index(reference))
        self.table.setFocus()
        return True

    def begin(self) -> None:
        """To the first unanswered row."""
        first = next((at for at, node in enumerate(self.nodes) if not node.value), 0)
        self.table.set_row(first)
        self.table.setFocus()
        self._moved(first)

    def demand(self) -> bool:
        """Mark the rows without an answer and go to the first."""
        self._demanded = True
        faulty = [at for at, node in enumerate(self.nodes) if node.violation is not None]
        if faulty:
            self.table.set_row(faulty[0])
            self.table.setFocus()
        self._fill()
        return bool(faulty)

    def step(self, direction: int) -> bool:
        """One row on."""
        if not 0 <= self.table.row + direction < len(self.nodes):
            return False
        self.table.set_row(self.table.row + direction)
        return True

    def missing(self) -> Missing:
        """Don't know and refused in the current row."""
        node = self.current()
        return missing_of(node, self._around) if node is not None else Missing()

    def may_clear(self, _event: QKeyEvent) -> bool:
        """Del clears the row's answer."""
        return True

    def hints(self) -> Sequence[Hint]:
        """Digits and rows."""
        signs = self.table.caps
        span = (signs[0], "–", signs[-1]) if signs else ("Space",)
        return (Hint(span, tr("choose and go on")), Hint(("↑", "↓"), tr("row")))

    def retranslate(self) -> None:
        """All texts again."""
        self._number.setText(self.place.number)
        self._kind.setText(tr("Row by row"))
        self._required.setText(tr("required") if any(node.required for node in self.nodes) else "")
        self.table.forget()
        self._title.setText(theme.paragraph(words.rich(self.place.title), "question-dense", rich=True))
        self._fill()

    def _fill(self) -> None:
        node = self.current() or (self.nodes[0] if self.nodes else None)
        choices = without(node.choices(), missing_of(node, self._around)) if node is not None else []
        self.table.show_rows(self.nodes, choices, demanded=self._demanded)
        self._below()

    def _below(self) -> None:
        node = self.current()
        if node is None:
            return
        self.foot.show_node(node, self.missing())
        violation = node.violation
        shown = violation is not None and (self._demanded or violation.kind == "constraint")
        self.fault.say(words.why(violation) if violation is not None and shown else "")
