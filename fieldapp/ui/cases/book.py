"""The case list as it was last read. Home and the page of cases show the same one."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from fieldapp.problems import Problem
from fieldapp.ui.cases import work
from fieldapp.ui.desk import Desk

if TYPE_CHECKING:
    from fieldapp.study import Study

SMALL = 3000
"""Events and interviews that are read at once; of more the worker reads, and the old list stays meanwhile."""


class CaseBook(QObject):
    """`changed` when there is another list. `pending`: it is being read."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.listed = work.Listed()
        self.pending = False
        self._mark: object = None
        """Of what the worker read last: nothing is read twice."""

    def refresh(self) -> None:
        """Read it again; nothing happens while nobody ever spoke of a case."""
        study = self._desk.study
        if study is None or self._desk.practising or not study.store.cases.any():
            self._take(work.Listed())
        elif sum(study.store.cases.count()) <= SMALL:
            self._take(self._desk.attempt(lambda: work.listed(study)) or self.listed)
        elif not self.pending and self._mark == (mark := self._marked(study)):
            self._take(self.listed)
        elif not self.pending:
            self.pending, self._mark = True, mark
            beside = self._desk.beside(study)
            self._desk.tasks.run(lambda _p, _c: work.read(beside), self, self._take, self._failed, quiet=True)

    def _take(self, listed: work.Listed) -> None:
        self.pending = False
        self.listed = listed
        self.changed.emit()

    def _marked(self, study: Study) -> object:
        """What the list follows from; an hour later today's order may be another one."""
        hour = datetime.now().astimezone().strftime("%Y-%m-%d %H")
        return study.folder, study.enumerator, study.store.cases.mark(), hour

    def _failed(self, failure: Problem) -> None:
        self.pending, self._mark = False, None
        self._desk.failed.emit(failure)
