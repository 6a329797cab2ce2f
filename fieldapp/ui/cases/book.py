"""The case list as it was last read. Home and the page of cases show the same one."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from fieldapp.problems import Problem
from fieldapp.ui.cases import work
from fieldapp.ui.desk import Desk

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

    def refresh(self) -> None:
        """Read it again; nothing happens while nobody ever spoke of a case."""
        study = self._desk.study
        if study is None or self._desk.practising or not study.store.cases.any():
            self._take(work.Listed())
        elif sum(study.store.cases.count()) <= SMALL:
            self._take(self._desk.attempt(lambda: work.listed(study)) or self.listed)
        elif not self.pending:
            self.pending = True
            beside = self._desk.beside(study)
            self._desk.tasks.run(lambda _p, _c: work.read(beside), self, self._take, self._failed, quiet=True)

    def _take(self, listed: work.Listed) -> None:
        self.pending = False
        self.listed = listed
        self.changed.emit()

    def _failed(self, failure: Problem) -> None:
        self.pending = False
        self._desk.failed.emit(failure)
