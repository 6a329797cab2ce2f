"""The interviews of the study as table rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from fieldapp.ui import clock, theme
from fieldapp.ui.names import in_our_language
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.store import InstanceRow

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
CHIP = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """Left to right."""

    STATE = 0
    NAME = 1
    FORM = 2
    PROGRESS = 3
    CHANGED = 4
    ACTION = 5


def name_of(row: InstanceRow) -> str:
    """What people call the interview: its instance name, else when it was begun."""
    return row.label or tr("Begun {when}", when=clock.when(row.created))


def version_of(row: InstanceRow) -> str:
    """The revision that was made, or the one that a correction begun by now corrects."""
    return row.revision or row.base


def standing(finalized: Sequence[InstanceRow]) -> list[InstanceRow]:
    """One row an interview: a finished correction stands in place of what it corrects."""
    corrected = {one for row in finalized for one in row.base.split()}
    return [row for row in finalized if row.revision not in corrected]


def progress_of(row: InstanceRow) -> str:
    """28 / 80 questions; for a finished one how many were answered."""
    if row.state == "finalized":
        return tr("{answered} answers", answered=f"{row.answered:,}")
    return tr("{answered} / {total}", answered=row.answered, total=row.total)


def chip_of(row: InstanceRow, asked: int | None = None) -> tuple[str, str, str]:
    """Word, state and icon of the chip; `asked`: questions of a supervisor, if it was sent back."""
    if asked is not None:
        return tr("Sent back, {n}", n=asked) if asked else tr("Sent back"), "err", "reply"
    if row.state == "finalized":
        return tr("Finalised"), "ok", "check-circle"
    return tr("Draft"), "warn", "circle-half-full"


def action_of(row: InstanceRow, asked: int | None = None) -> str:
    """The word on the button of the row."""
    if asked is not None:
        return tr("Correct")
    return tr("Go on") if row.state == "draft" else tr("View")


class Interviews(QAbstractTableModel):
    """Rows are replaced as a whole: there are as many as one laptop makes."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[InstanceRow] = []
        self.asked: Mapping[str, int] = {}
        """Revision -> questions of a supervisor, of interviews that were sent back."""

    def set_rows(self, rows: Sequence[InstanceRow]) -> None:
        """Show these."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def row(self, position: int) -> InstanceRow:
        """The interview in one row."""
        return self._rows[position]

    def position_of(self, instance_id: str) -> int:
        """Where an interview stands; -1 when it is not shown."""
        return next((at for at, row in enumerate(self._rows) if row.instance_id == instance_id), -1)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return headings()[section]
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("small-bold")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return texts(row, self.asked.get(version_of(row)))[index.column()]
        if role == CHIP:
            return chip_of(row, self.asked.get(version_of(row)))
        if role == Qt.ItemDataRole.UserRole:
            return row
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def retranslate(self) -> None:
        """Texts are made when they are drawn; only say that they changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))


def headings() -> tuple[str, ...]:
    """Words of the table head."""
    return (tr("State"), tr("Interview"), tr("Form"), tr("Progress"), tr("Changed"), "")


def texts(row: InstanceRow, asked: int | None = None) -> tuple[str, ...]:
    """Words of one row, column by column."""
    state, _, _ = chip_of(row, asked)
    form = in_our_language(row.title)
    return (state, name_of(row), form, progress_of(row), clock.when(row.updated), action_of(row, asked))
