"""Cases as table rows: which columns they show is up to the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from fieldapp.ui import theme
from fieldapp.ui.cases import words
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.cases import Entry

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class Column(IntEnum):
    """From left to right."""

    TICK, STATE, NUMBER, NAME, PLACE, ENUM, NEXT, TRIES, ACTION = range(9)


HOME = (*(Column.STATE, Column.NUMBER, Column.NAME, Column.PLACE, Column.NEXT, Column.TRIES, Column.ACTION),)
PAGE = (
    *(Column.TICK, Column.STATE, Column.NUMBER, Column.NAME, Column.PLACE, Column.ENUM, Column.NEXT),
    *(Column.TRIES,),
)


class CaseRows(QAbstractTableModel):
    """`ticked` are keys of cases."""

    changed = Signal()

    def __init__(self, parent: QObject, columns: Sequence[Column]) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.entries: list[Entry] = []
        self.names: Mapping[str, str] = {}
        self.ticked: set[str] = set()

    def show_entries(self, entries: Sequence[Entry], names: Mapping[str, str]) -> None:
        """These; ticks of what is not shown any more are gone."""
        self.beginResetModel()
        self.entries, self.names = list(entries), names
        self.ticked &= {one.key for one in entries}
        self.endResetModel()
        self.changed.emit()

    def toggle(self, at: int) -> None:
        """Tick or untick a row."""
        self.ticked ^= {self.entries[at].key}
        self.redraw()

    def tick_all(self) -> None:
        """Every row; none where every one was."""
        everything = {one.key for one in self.entries}
        self.ticked = set() if self.ticked == everything else everything
        self.redraw()

    def redraw(self) -> None:
        """Texts and ticks are worked out when they are drawn; only say that they changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, len(self.columns) - 1))
        self.changed.emit()

    def position_of(self, key: str) -> int:
        """Where a case stands; -1 when it is not shown."""
        return next((at for at, one in enumerate(self.entries) if one.key == key), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("small-bold")
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return _heads()[self.columns[section]]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry, column = self.entries[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.TICK:
            return Qt.CheckState.Checked if entry.key in self.ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(entry, column)
        return entry if role == Qt.ItemDataRole.UserRole else None

    def _text(self, entry: Entry, column: Column) -> str:
        texts = {
            Column.STATE: lambda: words.chip_of(entry)[0],
            Column.NUMBER: lambda: words.number_of(entry),
            Column.NAME: lambda: words.name_of(entry, self.names),
            Column.PLACE: lambda: entry.plan.village or "–",
            Column.ENUM: lambda: ", ".join(dict.fromkeys(plan.enum or "–" for plan in entry.shown.plans)),
            Column.NEXT: lambda: words.next_of(entry),
            Column.TRIES: lambda: str(entry.tries),
            Column.ACTION: lambda: words.action_of(entry),
        }
        return texts[column]() if column in texts else ""


def _heads() -> dict[Column, str]:
    return {
        Column.TICK: "", Column.STATE: tr("State"), Column.NUMBER: tr("Case"), Column.NAME: tr("Respondent"),
        Column.PLACE: tr("Place"), Column.ENUM: tr("Enumerator"),
        Column.NEXT: tr("Next time"), Column.TRIES: tr("Tries"), Column.ACTION: "",
    }  # fmt: skip
