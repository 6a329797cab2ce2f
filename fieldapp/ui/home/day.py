"""What stands in the middle of Home: the cases of the day, or, without any, the interviews."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QTableView, QWidget

from fieldapp.ui import keys
from fieldapp.ui.cases import personal
from fieldapp.ui.cases.book import CaseBook
from fieldapp.ui.cases.recording import Recording
from fieldapp.ui.desk import Desk
from fieldapp.ui.home.cases import CasesCard
from fieldapp.ui.home.listcard import ListCard
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.cases import Entry


class Day(QStackedWidget):
    """`taken(entry)` asks for the interview of a case; `changed` when another case is the next one."""

    taken = Signal(object)
    changed = Signal()

    def __init__(self, desk: Desk, book: CaseBook, interviews: ListCard, page: QWidget) -> None:
        """The slip for results lies over `page`."""
        super().__init__()
        self._desk, self.book, self.interviews = desk, book, interviews
        self._by_interviews = False
        self.cases = CasesCard(book)
        self.addWidget(interviews)
        self.addWidget(self.cases)
        self.recording = Recording(desk, book, page)
        self._connect()

    def _connect(self) -> None:
        self.book.changed.connect(self._show)
        self.cases.table.taken.connect(self.taken)
        self.cases.interviews.connect(lambda: self.turn(by_interviews=True))
        self.interviews.cases.clicked.connect(lambda: self.turn(by_interviews=False))
        self.recording.start.connect(self.taken)
        self.recording.closed.connect(self._back_to_table)

    @property
    def by_cases(self) -> bool:
        """Whether cases are in front."""
        return self.currentWidget() is self.cases

    @property
    def table(self) -> QTableView:
        """The table in front."""
        return self.cases.table if self.by_cases else self.interviews.table

    @property
    def search(self) -> QLineEdit:
        """The field to search what is in front."""
        return self.cases.search if self.by_cases else self.interviews.search

    def next_entry(self) -> Entry | None:
        """The case that Start opens; None where interviews are in front."""
        return self.cases.next_entry() if self.by_cases else None

    def turn(self, *, by_interviews: bool) -> None:
        """Interviews instead of cases, or back."""
        self._by_interviews = by_interviews
        self._show()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def enter_table(self) -> bool:
        """Give the table in front the focus; False when it is empty."""
        return self.cases.enter_table() if self.by_cases else self.interviews.enter_table()

    def choose(self, instance_id: str) -> bool:
        """The row of an interview somebody comes back from; whether it is there."""
        if not self.by_cases:
            self.interviews.table.choose(instance_id)
            chosen = self.interviews.table.chosen()
            return chosen is not None and chosen.instance_id == instance_id
        self.cases.show_cases(next((one.key for one in self._mine() if one.draft == instance_id), ""))
        entry = self.cases.table.entry()
        return entry is not None and entry.draft == instance_id

    def set_narrow(self, narrow: bool) -> None:
        """On a narrow screen some columns give way."""
        self.interviews.set_narrow(narrow)
        self.cases.table.set_narrow(narrow)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.interviews.retranslate()
        self.interviews.cases.set_text(tr("Cases"), tr("Show cases instead of interviews"))
        self.cases.retranslate()

    def key(self, event: QKeyEvent) -> bool:
        """R, T and V: the result of a contact, an appointment, the contacts. Whether it was one of them."""
        letter = event.text().casefold()
        if not self.by_cases or keys.typing() or letter not in ("r", "t", "v"):
            return False
        in_table = self.cases.table.hasFocus()
        entry = (self.cases.table.entry() if in_table else None) or self.cases.next_entry()
        if entry is not None and letter == "v":
            self.cases.show_contacts(entry, personal.revealed(self._desk, entry))
        elif entry is not None:
            self.recording.ask(entry, "2" if letter == "t" else "")
        return True

    def _mine(self) -> tuple[Entry, ...]:
        return self.book.listed.mine

    def _show(self) -> None:
        self.interviews.cases.setVisible(bool(self._mine()))
        by_cases = bool(self._mine()) and not self._by_interviews
        self.setCurrentWidget(self.cases if by_cases else self.interviews)
        self.cases.show_cases()
        self.changed.emit()

    def _back_to_table(self) -> None:
        if not self.cases.enter_table():
            self.cases.search.setFocus(Qt.FocusReason.OtherFocusReason)
