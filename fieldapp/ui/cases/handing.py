"""Handing out: whom to, how many, and the way back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.study.rights import Role
from fieldapp.ui.cases.book import CaseBook
from fieldapp.ui.components import Button, Combo
from fieldapp.ui.desk import Desk
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.cases import Entry


class Handing(QWidget):
    """A list of enumerators and a button. `hand` when the button or Enter in the list was pressed."""

    hand = Signal()

    def __init__(self, desk: Desk, book: CaseBook) -> None:
        super().__init__()
        self._desk, self._book = desk, book
        self._count = 0
        self.people = Combo()
        self.people.setMinimumWidth(200)
        self.button = Button("", "primary", key="Ctrl+Enter")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.people)
        line.addWidget(self.button)
        self.button.clicked.connect(self.hand)
        self.people.currentIndexChanged.connect(lambda _at: self.show_count(self._count))
        self.people.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the closed list hands out."""
        enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.type() == QEvent.Type.KeyPress and not event.modifiers():  # type: ignore[attr-defined]
            self.hand.emit()
            return True
        return super().eventFilter(watched, event)

    def refresh(self) -> None:
        """The enumerators of the study, and nobody."""
        kept = self.people.currentData()
        self.people.blockSignals(True)
        self.people.clear()
        for code, name in self._people():
            self.people.addItem(f"{code} {name}".strip(), code)
        self.people.addItem(tr("nobody"), "")
        self.people.setCurrentIndex(max(0, self.people.findData(kept)))
        self.people.blockSignals(False)
        self.show_count(self._count)

    def show_count(self, count: int) -> None:
        """How many would be handed out."""
        self._count = count
        code = self.people.currentData()
        said = trn("Hand {n} case to {code}", "Hand {n} cases to {code}", count, code=code)
        back = trn("Take {n} case back", "Take {n} cases back", count)
        self.button.set_text(said if code else back)
        self.button.setEnabled(count > 0 and self.people.count() > 0)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.people.setAccessibleName(tr("Enumerator"))
        self.refresh()

    def assign(self, entries: Sequence[Entry]) -> bool:
        """Hand these to the one in the list; whether it was done."""
        from fieldapp import cases

        study, code = self._desk.study, str(self.people.currentData() or "")
        if study is None or not entries:
            return False
        before = {one.key: one.plan.enum for one in entries}
        moved = self._desk.attempt(lambda: cases.assign(study, entries, code))
        if moved is None:
            return False
        self._book.refresh()
        said = trn(
            "{n} case handed to {code}", "{n} cases handed to {code}", moved, code=code or tr("nobody")
        )
        self._desk.offered.emit(said, lambda: self._back(before))
        return True

    def _back(self, before: dict[str, str]) -> None:
        """Each to whoever had it."""
        from fieldapp import cases

        study = self._desk.study
        groups: dict[str, list[Entry]] = defaultdict(list)
        for one in self._book.listed.entries:
            if one.key in before:
                groups[before[one.key]].append(one)
        for code, entries in groups.items():
            if study is not None:
                self._desk.attempt(partial(cases.assign, study, entries, code))
        self._book.refresh()

    def _people(self) -> list[tuple[str, str]]:
        study = self._desk.study
        if study is None:
            return []
        signing = {one.code: one.name for one in study.people.active() if one.role is Role.ENUMERATOR}
        return sorted({**dict(study.enumerators()), **signing}.items())
