"""The card with an enumerator's own cases: where to go now, in the order of the day."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from fieldapp.ui import theme
from fieldapp.ui.cases.book import CaseBook
from fieldapp.ui.cases.finding import found
from fieldapp.ui.cases.model import HOME
from fieldapp.ui.cases.table import CaseTable, in_words
from fieldapp.ui.components import Banner, Button, Card, EmptyState, FilterChip, KeyCap, label, row
from fieldapp.ui.home.listcard import Search
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.cases import Entry

FILTERS = ("today", "again", "draft", "all")
ROW_HEIGHT = 51


class CasesCard(Card):
    """Shows the cases of whoever is signed in; `interviews` asks for the list of interviews instead."""

    interviews = Signal()
    wanted = Signal(str)
    """A text to search interviews by."""

    def __init__(self, book: CaseBook) -> None:
        super().__init__(padding=0, spacing=0)
        self._book = book
        self._filter = "today"
        self._title = label("", "page-title")
        self.table = CaseTable(HOME, ROW_HEIGHT)
        self.empty = EmptyState("clipboard-list-outline")
        self.search = theme.set_role(Search(icon="magnify"), "body")
        self.chips = {name: FilterChip(name) for name in FILTERS}
        self.contacts = Banner("info")
        """Names, telephones and addresses of the chosen case, while the cursor stays."""
        self.others = Button("", "plain", "file-document-multiple-outline", size="table")
        self._lay_out()
        self.search.textChanged.connect(lambda _text: self.show_cases())
        self.search.down.connect(self.enter_table)
        self.others.clicked.connect(self.interviews)
        self.table.moved.connect(self.contacts.hide)
        self.empty.button.clicked.connect(lambda: self.set_filter("all"))

    def _lay_out(self) -> None:
        head = row(margins=(16, 12, 16, 12))
        head.addWidget(self._title)
        head.addSpacing(4)
        group = QButtonGroup(self)
        for name, chip in self.chips.items():
            group.addButton(chip)
            chip.clicked.connect(lambda _on=False, name=name: self.set_filter(name))
            head.addWidget(chip)
        head.addStretch(1)
        head.addWidget(self.others)
        self.search.setProperty("compact", "true")
        self.search.setFixedSize(200, 32)
        head.addWidget(self.search)
        head.addWidget(KeyCap("F3"))
        self.body.addLayout(head)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.addWidget(self._stack, 1)
        self.contacts.hide()
        self.body.addWidget(self.contacts)
        self.body.setContentsMargins(1, 0, 1, 8)
        self.chips[self._filter].setChecked(True)

    def next_entry(self) -> Entry | None:
        """Where to go now: the first case of the day that is not done."""
        from fieldapp.cases.listing import ENDED

        return next((one for one in self._book.listed.mine if one.status not in (*ENDED, "disputed")), None)

    def counts(self) -> tuple[tuple[int, int], tuple[int, int]]:
        """Done and all, of today's cases and of all."""
        from fieldapp.cases.listing import ENDED

        mine = self._book.listed.mine
        today = [one for one in mine if self._passes(one, "today")]
        first, second = (sum(one.status in ENDED for one in some) for some in (today, mine))
        return (first, len(today)), (second, len(mine))

    def show_cases(self, choose: str = "") -> None:
        """The list as the book has it, through filter and search."""
        before, at = self.table.entry(), self.table.currentIndex().row()
        text, names = self.search.text(), self._book.listed.names
        mine = (one for one in self._book.listed.mine if self._passes(one, self._filter))
        shown = [one for one in mine if found(one, text, names)]
        self.table.rows.show_entries(shown, self._book.listed.names)
        self.table.choose(choose or (before.key if before else ""), at)
        self._stack.setCurrentWidget(self.table if shown else self.empty)
        self._count()

    def show_contacts(self, entry: Entry, lines: Sequence[tuple[str, str]]) -> None:
        """Whom to call, and where."""
        said = "    ".join(tr("{title}: {text}", title=title, text=text) for title, text in lines)
        self.contacts.set("info", f"{entry.case_id}    {said}")
        self.contacts.setVisible(bool(lines))

    def set_filter(self, name: str) -> None:
        """Today's, those to call back, drafts, or all."""
        self._filter = name
        self.chips[name].setChecked(True)
        self.show_cases()

    def enter_table(self) -> bool:
        """Give the table the focus; False when it is empty."""
        if not self.table.rows.entries:
            return False
        if self.table.entry() is None:
            self.table.choose("")
        self.table.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def retranslate(self) -> None:
        """Set the texts again."""
        self.others.set_text(tr("Interviews"), tr("Show interviews instead of cases"))
        self.search.setPlaceholderText(tr("Name, number, initials"))
        self.search.setAccessibleName(tr("Search cases by name, number or pinyin initials"))
        in_words(self.table)
        self.table.rows.redraw()
        self._count()

    def _count(self) -> None:
        names = {"today": tr("Today"), "again": tr("Call back"), "draft": tr("Drafts"), "all": tr("All")}
        for name, word in names.items():
            self.chips[name].set_text(word, sum(self._passes(one, name) for one in self._book.listed.mine))
        self._title.setText(tr("Today's cases") if self._filter == "today" else tr("My cases"))
        if self.search.text():
            nothing = tr("Nothing found for “{text}”.", text=self.search.text())
            self.empty.set(nothing, tr("Try a part of the name, or initials."))
        elif self._filter == "today":
            self.empty.set(tr("Nothing planned today."), tr("Pick a case to start."), tr("Open cases"))
        else:
            self.empty.set(tr("None here."), tr("Other cases are under All."))

    def _passes(self, one: Entry, name: str) -> bool:
        from fieldapp.cases.listing import turn_of

        turn = turn_of(one)
        if name == "today":
            return turn < 5 or (turn == 6 and _ended_today(one))
        if name == "again":
            return turn < 6 and bool(one.shown.attempts)
        return name == "all" or bool(one.draft)


def _ended_today(one: Entry) -> bool:
    from datetime import datetime

    from fieldapp.ui import clock

    when = one.finished or (one.last.at if one.last else "")
    return bool(when) and clock.is_today(datetime.fromisoformat(when))
