"""The counts of what waits, on the rail."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fieldapp.ui.components import Rail
from fieldapp.ui.desk import Desk
from fieldapp.ui.people.pages import RIGHTS
from fieldapp.ui.review import work


class Badges(QObject):
    """Counted again by the worker whenever interviews changed; nobody waits for it."""

    def __init__(self, desk: Desk, rail: Rail) -> None:
        super().__init__(rail)
        self._desk, self._rail = desk, rail
        desk.study_changed.connect(self.count)
        desk.interviews_changed.connect(self.count)

    def count(self) -> None:
        """Conflicts, and interviews to review."""
        study = self._desk.study
        if study is None or not study.may(RIGHTS["review"]):
            self._show((0, 0))
            return
        beside = self._desk.beside(study)
        job = lambda _progress, _cancelled: work.counts(beside)  # noqa: E731
        self._desk.tasks.run(job, self, self._show, lambda _failure: None, quiet=True)

    def _show(self, counted: tuple[int, int]) -> None:
        for page, count in zip(("conflicts", "review"), counted, strict=True):
            self._rail.set_badge(page, count)
