"""The card with the interviews: filters, search, table, and what to say when it is empty."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from fieldapp.ui import clock, theme
from fieldapp.ui.components import Button, Card, EmptyState, FilterChip, KeyCap, LineInput, label, row
from fieldapp.ui.home.rows import Interviews, version_of
from fieldapp.ui.home.table import InterviewTable
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.store import InstanceRow

FILTERS = ("all", "today", "draft", "finalized")


class ListCard(Card):
    """Holds what it was given and shows what passes filter and search."""

    searched = Signal(str)
    start = Signal()

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self._all: list[InstanceRow] = []
        self._found: set[str] | None = None
        self._filter = "all"
        self.has_form = True
        self._title = label("", "page-title")
        self.model = Interviews()
        self.table = InterviewTable(self.model)
        self.empty = EmptyState("clipboard-text-outline")
        self.search = theme.set_role(Search(icon="magnify"), "body")
        self.cases = Button("", "plain", "clipboard-list-outline", size="table")
        self.export = Button("", "secondary", "file-excel-outline", size="table")
        self.hand_over = Button("", "secondary", "export-variant", size="table")
        self._narrow = False
        self.chips = {name: FilterChip(name) for name in FILTERS}
        self._lay_out()
        self.search.textChanged.connect(self.searched)
        self.search.down.connect(self.enter_table)
        self.empty.button.clicked.connect(self.start)

    def _lay_out(self) -> None:
        head = row(margins=(16, 12, 16, 12))
        head.addWidget(self._title)
        head.addSpacing(4)
        group = QButtonGroup(self)
        for name, chip in self.chips.items():
            group.addButton(chip)
            chip.clicked.connect(lambda _on, name=name: self.set_filter(name))
            head.addWidget(chip)
        head.addStretch(1)
        head.addWidget(self.cases)
        self.cases.hide()
        self.search.setProperty("compact", "true")
        self.search.setFixedSize(248, 32)
        head.addWidget(self.search)
        head.addWidget(KeyCap("F3"))
        self.hand_over.hide()
        head.addWidget(self.export)
        head.addWidget(self.hand_over)
        self.body.addLayout(head)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self.body.setContentsMargins(1, 0, 1, 8)
        self.chips["all"].setChecked(True)

    def may_export(self, may: bool) -> None:
        """Whether whoever works here may write a workbook, and there is something to write."""
        self.export.setVisible(may)

    def set_narrow(self, narrow: bool) -> None:
        """The column at the right is gone: what hung there is an icon here."""
        self._narrow = narrow
        self.hand_over.setVisible(narrow)
        self.retranslate()

    def set_rows(self, rows: Sequence[InstanceRow]) -> None:
        """All interviews, in the order they are to stand."""
        self._all = sorted(rows, key=lambda row: version_of(row) not in self.model.asked)
        self.show_found(self._found)

    def show_returned(self, asked: Mapping[str, int]) -> None:
        """Revision -> questions of a supervisor: these interviews first."""
        self.model.asked = asked
        self._all.sort(key=lambda row: version_of(row) not in asked)
        self.show_found(self._found)
        if not self.table.hasFocus():
            self.table.choose("")

    def show_found(self, found: set[str] | None) -> None:
        """Only these instance ids (what a search found); None is all."""
        self._found = found
        before = self.table.chosen()
        shown = [row for row in self._matching() if _passes(row, self._filter)]
        self.model.set_rows(shown)
        self.table.choose(before.instance_id if before else "")
        self._stack.setCurrentWidget(self.table if shown else self.empty)
        self.retranslate()

    def set_filter(self, name: str) -> None:
        """Show all, today's, drafts or finished ones."""
        self._filter = name
        self.chips[name].setChecked(True)
        self.show_found(self._found)

    def _matching(self) -> list[InstanceRow]:
        found = self._found
        return self._all if found is None else [row for row in self._all if row.instance_id in found]

    def enter_table(self) -> bool:
        """Give the table the focus; False when it is empty."""
        if not self.model.rowCount():
            return False
        if not self.table.currentIndex().isValid():
            self.table.choose("")
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def retranslate(self) -> None:
        """Set the texts again."""
        words = (tr("All"), tr("Today"), tr("Drafts"), tr("Finished"))
        for name, word in zip(FILTERS, words, strict=True):
            self.chips[name].set_text(word, sum(_passes(row, name) for row in self._matching()))
        self._title.setText(tr("Interviews"))
        excel = tr("Export to Excel (Ctrl+Shift+E)")
        self.export.set_text("" if self._narrow else "Excel", excel)
        self.hand_over.set_text("", tr("Hand over (Ctrl+E)"))
        self.search.setPlaceholderText(tr("Name, number, initials"))
        self.search.setAccessibleName(tr("Search interviews by name, number or pinyin initials"))
        self.table.setAccessibleName(tr("Interviews"))
        self.model.retranslate()
        self._say_empty()

    def _say_empty(self) -> None:
        text = self.search.text()
        if text and self._found is not None:
            nothing = tr("Nothing found for “{text}”.", text=text)
            self.empty.set(nothing, tr("Try a part of the name, or initials."))
        elif self._all:
            self.empty.set(tr("None here."), tr("Other interviews are under All."))
        else:
            first = (
                tr("Press Enter to start the first one.") if self.has_form else tr("Add a form first: Enter.")
            )
            self.empty.set(tr("No interviews yet."), first)


class Search(LineInput):
    """Down goes to the list; Escape clears first."""

    down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


def _passes(row: InstanceRow, name: str) -> bool:
    if name == "today":
        return clock.is_today(row.updated)
    return name == "all" or row.state == name
