"""Recording what came of a contact, with undo; the same on Home and on the page of cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.ui.cases import words
from fieldapp.ui.cases.book import CaseBook
from fieldapp.ui.cases.slip import ResultSlip
from fieldapp.ui.desk import Desk
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.cases import Entry
    from fieldapp.merge import Attempt


class Recording(QObject):
    """`ask(entry)` shows the slip; `start(entry)`: the interview can begin; `recorded`: it is written."""

    start = Signal(object)
    recorded = Signal()
    closed = Signal()

    def __init__(self, desk: Desk, book: CaseBook, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._book = desk, book
        self._last: tuple[str, str] = ("", "")
        """Key and event of what was recorded last: an appointment made right after belongs to it."""
        self.slip = ResultSlip(page)
        self.slip.closed.connect(self.closed)

    def ask(self, entry: Entry, digit: str = "") -> None:
        """What came of it; `digit` "2" asks for an appointment only."""
        if entry.status in ("done", "approved", "closed", "disputed"):
            self._desk.said.emit(tr("This case is done or disputed: there is no contact to record."))
            return
        title = tr("Contact with {case}", case=words.number_of(entry))
        self.slip.ask(title, lambda *said: self._take(entry, *said), digit)

    def _take(self, entry: Entry, digit: str, when: str, note: str) -> None:
        if digit == "1":
            self.start.emit(entry)
        else:
            self._record(entry, digit, when, note)

    def _record(self, entry: Entry, digit: str, when: str, note: str) -> None:
        from fieldapp import cases
        from fieldapp.cases.outcomes import result_name

        study = self._desk.study
        if study is None:
            return
        result, before = cases.RESULTS[digit], self._same_contact(entry, digit)
        outcome = before.outcome if before is not None else result.outcome
        event = self._desk.attempt(
            lambda: cases.record(study, entry, outcome, final=result.final, appointment=when, note=note,
                                 instead_of=before)
        )  # fmt: skip
        if event is None:
            return
        self._last = (entry.key, event)
        self._book.refresh()
        said = tr("{case}: {what}", case=words.number_of(entry), what=result_name(digit))
        self._desk.offered.emit(said, lambda: self._take_back(entry, event))
        self.recorded.emit()

    def _same_contact(self, entry: Entry, digit: str) -> Attempt | None:
        """The contact that an appointment belongs to: the one recorded just now."""
        key, event = self._last
        last = entry.last
        fits = digit == "2" and key == entry.key and last is not None and last.event_id == event
        return last if fits else None

    def _take_back(self, entry: Entry, event: str) -> None:
        from fieldapp import cases

        study = self._desk.study
        if study is not None:
            self._desk.attempt(lambda: cases.take_back(study, entry, event))
            self._last = ("", "")
            self._book.refresh()
            self.recorded.emit()
