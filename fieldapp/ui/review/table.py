"""The table of the queue: a box, the interview, who, minutes, flags, state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from fieldapp.ui import icons, theme
from fieldapp.ui.components import chip_width, list_table, paint_chip
from fieldapp.ui.names import in_our_language
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.review import Entry, Flag

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 44
_WIDTHS = {2: 96, 3: 84, 4: 156, 5: 132}
FLAG_ICONS = {
    "fast": "speedometer", "alike": "content-copy", "unusual": "chart-bell-curve",
    "consent": "file-sign", "unknown": "help-circle-outline", "far": "map-marker-distance",
}  # fmt: skip
FILTERS = ("todo", "again", "back", "approved", "all")


class Column(IntEnum):
    """From left to right."""

    TICK, NAME, AUTHOR, MINUTES, FLAGS, STATE = range(6)


def passes(entry: Entry, name: str) -> bool:
    """Whether a filter shows it."""
    waits = entry.state in ("received", "edited", "disputed")
    found = {
        "todo": waits,
        "again": waits and entry.resubmitted,
        "back": entry.state == "has_issues",
        "approved": entry.state == "approved",
    }
    return found.get(name, True)


def state_of(entry: Entry) -> tuple[str, str, str]:
    """Words, look and icon of the chip."""
    looks = {
        "approved": (tr("Approved"), "ok", "check-circle"),
        "has_issues": (tr("Sent back"), "warn", "reply"),
        "rejected": (tr("Rejected"), "err", "close-octagon"),
        "disputed": (tr("Disputed"), "err", "scale-balance"),
        "conflict": (tr("Conflict"), "err", "compare-horizontal"),
    }
    if entry.state in looks:
        return looks[entry.state]
    if entry.waiting:
        return tr("Incomplete"), "line", "file-clock-outline"
    if entry.resubmitted:
        return tr("Resubmitted"), "line", "history"
    return tr("To review"), "line", "circle-outline"


class Queue(QAbstractTableModel):
    """`ticked` are record ids. Rows with red flags cannot be ticked."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []
        self.minutes: Mapping[str, float] = {}
        self.ticked: set[str] = set()

    def show_entries(self, entries: Sequence[Entry], minutes: Mapping[str, float]) -> None:
        """These; ticks of what is not shown any more are gone."""
        self.beginResetModel()
        self.entries, self.minutes = list(entries), minutes
        self.ticked &= {entry.record_id for entry in entries}
        self.endResetModel()
        self.changed.emit()

    def toggle(self, at: int) -> bool:
        """Tick or untick a row; False for one that must be looked at by itself."""
        entry = self.entries[at]
        if entry.red:
            return False
        self.ticked ^= {entry.record_id}
        self._show_ticks()
        return True

    def tick_all(self) -> None:
        """Every row that can be."""
        self.ticked = {entry.record_id for entry in self.entries if not entry.red}
        self._show_ticks()

    def _show_ticks(self) -> None:
        if self.entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.entries) - 1, Column.STATE))
        self.changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.FontRole:
            return theme.font("small-bold")
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("", tr("Interview"), tr("By"), tr("Minutes"), tr("Flags"), tr("State"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry, column = self.entries[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.TICK:
            return Qt.CheckState.Checked if entry.record_id in self.ticked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(entry, column)
        return entry if role == Qt.ItemDataRole.UserRole else None

    def _text(self, entry: Entry, column: Column) -> str:
        minutes = self.minutes.get(entry.instance_id)
        texts = {
            Column.NAME: entry.label or in_our_language(entry.title),
            Column.AUTHOR: entry.author or entry.device[:8],
            Column.MINUTES: f"{minutes:.0f}" if minutes is not None else "–",
            Column.FLAGS: tr("; ").join(flag.sentence for flag in entry.flags),
            Column.STATE: state_of(entry)[0],
        }
        return texts.get(column, "")


def paint_flag(painter: QPainter, spot: QRectF, flag: Flag) -> None:
    """A square of 26 with the icon of a flag."""
    tone = "error" if flag.red else "warn"
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.color(tone) if theme.current() == "sunlight" else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(f"{tone}-soft"))
    painter.drawRoundedRect(spot, 5, 5)
    painter.restore()
    icons.paint(painter, spot.adjusted(4, 4, -4, -4), FLAG_ICONS.get(flag.code, "flag"), tone)


class _Line(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        entry: Entry = index.data(Qt.ItemDataRole.UserRole)
        column = Column(index.column())
        painter.save()
        painter.fillRect(rect, theme.color("accent-soft" if chosen else "surface"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if column is Column.TICK:
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            self._box(painter, rect, ticked=ticked, open_=not entry.red, chosen=chosen)
        elif column is Column.FLAGS:
            for at, flag in enumerate(entry.flags[:4]):
                spot = QRectF(rect.left() + 10 + 30 * at, rect.center().y() - 12.5, 26, 26)
                paint_flag(painter, spot, flag)
        elif column is Column.STATE:
            words, look, icon = state_of(entry)
            area = QRectF(rect.left() + 8, rect.center().y() - 11.5, chip_width(words, icon), 24)
            paint_chip(painter, area, words, look, icon, chosen_row=chosen)
        else:
            self._words(painter, rect, str(index.data()), column, fast=_is_fast(entry))
        painter.restore()

    def _box(self, painter: QPainter, rect: QRect, *, ticked: bool, open_: bool, chosen: bool) -> None:
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))
        spot = QRectF(rect.left() + 14, rect.center().y() - 10, 20, 20)
        box = "checkbox-marked" if ticked else "checkbox-blank-outline"
        icons.paint(painter, spot, box, "accent" if ticked else "ink-2" if open_ else "disabled")

    def _words(self, painter: QPainter, rect: QRect, text: str, column: Column, *, fast: bool) -> None:
        loud = column is Column.NAME or (column is Column.MINUTES and fast)
        painter.setFont(theme.font("body-bold" if loud else "body"))
        painter.setPen(theme.color("warn" if column is Column.MINUTES and fast else "ink"))
        side = Qt.AlignmentFlag.AlignRight if column is Column.MINUTES else Qt.AlignmentFlag.AlignLeft
        inner = rect.adjusted(8, 0, -10, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | side, shown)


def _is_fast(entry: Entry) -> bool:
    return any(flag.code == "fast" for flag in entry.flags)


class QueueTable(QTableView):
    """Up, Down; Space ticks; Ctrl+A ticks all. Emits `chosen(entry)`, `entered` on Enter."""

    chosen = Signal(object)
    entered = Signal()
    refused = Signal()
    """A row that cannot be ticked."""

    def __init__(self) -> None:
        super().__init__()
        self.queue = Queue(self)
        self.setModel(self.queue)
        self.setItemDelegate(_Line(self))
        list_table(self, ROW_HEIGHT)
        self._set_head()
        self.clicked.connect(self._clicked)

    def _set_head(self) -> None:
        head = self.horizontalHeader()
        head.setMinimumSectionSize(40)
        head.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(Column.TICK, 48)
        for column, width in _WIDTHS.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)

    def set_narrow(self, narrow: bool) -> None:
        """On a narrow screen who and how long stand in the card only."""
        for column in (Column.AUTHOR, Column.MINUTES):
            self.setColumnHidden(column, narrow)

    def entry(self) -> Entry | None:
        """The one under the cursor."""
        at = self.currentIndex().row()
        return self.queue.entries[at] if 0 <= at < len(self.queue.entries) else None

    def put_cursor(self, record_id: str, otherwise: int = 0) -> None:
        """To a record, or to a row where that is not shown."""
        entries = self.queue.entries
        places = [at for at, entry in enumerate(entries) if entry.record_id == record_id]
        if entries:
            at = places[0] if places else max(0, min(otherwise, len(entries) - 1))
            self.setCurrentIndex(self.queue.index(at, Column.NAME))
        else:
            self.chosen.emit(None)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.queue.entries[current.row()] if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held, key = event.modifiers(), event.key()
        if key == Qt.Key.Key_Space and not held and self.currentIndex().isValid():
            self._tick(self.currentIndex().row())
        elif key == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier:
            self.queue.tick_all()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.entered.emit()
        elif event.text() or held & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _tick(self, at: int) -> None:
        if not self.queue.toggle(at):
            self.refused.emit()

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.TICK:
            self._tick(index.row())
