"""Three numbers of this laptop: finished today, drafts, finished in all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.ui import clock
from fieldapp.ui.components import Card, label, rule
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.store import InstanceRow


class Counters(Card):
    """`show_rows(drafts, finalized)`."""

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self._cells = [_Cell(), _Cell(), _Cell()]
        row = QHBoxLayout()
        row.setSpacing(0)
        for place, cell in enumerate(self._cells):
            if place:
                row.addWidget(rule("v"))
            row.addWidget(cell, 1)
        self.body.addLayout(row)
        self.show_rows((), ())

    def show_rows(self, drafts: Sequence[InstanceRow], finalized: Sequence[InstanceRow]) -> None:
        """Count them."""
        today = [row for row in finalized if clock.is_today(row.updated)]
        begun = min((row.created for row in drafts), default=None)
        latest = max((row.updated for row in finalized), default=None)
        oldest = tr("oldest: {when}", when=clock.when(begun)) if begun else tr("none open")
        last = tr("last: {when}", when=clock.when(latest)) if latest else tr("none yet")
        self._cells[0].set(tr("Finished today"), len(today), clock.long_day(clock.today()))
        self._cells[1].set(tr("Drafts"), len(drafts), oldest)
        self._cells[2].set(tr("Finished in all"), len(finalized), last)

    def show_cases(self, today: tuple[int, int], mine: tuple[int, int]) -> None:
        """Done and all: of today's cases, and of those of whoever works here."""
        titles = tr("Done today"), tr("My cases")
        for cell, title, (done, count) in zip(self._cells[::2], titles, (today, mine), strict=True):
            left = trn("{n} case to go", "{n} cases to go", count - done)
            cell.set(title, done, left if count > done else tr("all done"), count)


class _Cell(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "body", "ink-2")
        self._number = label("", "number")
        self._note = label("", "small", "ink-3")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(2)
        for part in (self._title, self._number, self._note):
            column.addWidget(part)
        column.addStretch(1)

    def set(self, title: str, count: int, note: str, of: int | None = None) -> None:
        """`of`: how many there are to be."""
        said = f"{count:,}" if of is None else f"{count:,} / {of:,}"
        self._title.setText(title)
        self._number.setText(said)
        self._note.setText(note)
        self.setAccessibleName(f"{title} {said}")
