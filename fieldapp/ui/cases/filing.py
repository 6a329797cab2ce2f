"""Lists of cases from files and into files; the worker reads and loads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from fieldapp.ui.cases import work
from fieldapp.ui.cases.book import CaseBook
from fieldapp.ui.cases.loadcard import LoadCard
from fieldapp.ui.desk import Desk
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.cases import Loaded, Loading


class Filing(QObject):
    """Owns the card that says what a file would change; `loaded` when it has changed it."""

    loaded = Signal()

    def __init__(self, desk: Desk, book: CaseBook, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._book = desk, book
        self.card = LoadCard()
        self.card.load.connect(self._load)

    def look_at(self, path: Path) -> None:
        """What a file would change, worked out by the worker."""
        study = self._desk.study
        if study is not None:
            beside = self._desk.beside(study)
            doing = tr("Reading {name}…", name=path.name)
            self._desk.work(doing, lambda _p, _c: work.look(beside, path, ""), self._looked)

    def write(self, path: Path) -> None:
        """The list as CSV; an act."""
        from fieldapp import cases

        study, entries = self._desk.study, self._book.listed.entries
        rows = self._desk.attempt(lambda: cases.write(entries, path))
        if rows is not None and study is not None:
            self._desk.attempt(lambda: study.act("cases-export", path.name, rows=str(rows)))
            self._desk.said.emit(tr("{n} cases written: {path}", n=rows, path=path))

    def _looked(self, loading: Loading) -> None:
        self.card.show_loading(loading)
        button = self.card.leave if loading.faults else self.card.button
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _load(self, loading: Loading) -> None:
        study = self._desk.study
        if study is not None:
            beside = self._desk.beside(study)
            self._desk.work(tr("Loading cases…"), lambda _p, _c: work.load(beside, loading), self._loaded)

    def _loaded(self, done: Loaded) -> None:
        self.card.put_away()
        self._book.refresh()
        self._desk.said.emit(tr("Loaded: {new} new, {changed} changed, {same} as before.", new=done.new,
                                changed=done.changed, same=done.same))  # fmt: skip
        self._desk.interviews_changed.emit()
        self.loaded.emit()
