"""The table of cases: Up, Down; Enter opens; on the page Space ticks and Ctrl+A ticks all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from fieldapp.ui import icons, theme
from fieldapp.ui.cases import words
from fieldapp.ui.cases.model import CaseRows, Column, Index
from fieldapp.ui.components import chip_width, list_table, paint_action, paint_chip
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.cases import Entry

_WIDTHS = {
    Column.TICK: 48, Column.NUMBER: 104, Column.PLACE: 132, Column.ENUM: 100,
    Column.NEXT: 156, Column.TRIES: 84, Column.ACTION: 96,
}  # fmt: skip
_SIDE = 12
_HIDDEN = (Column.TRIES,)
"""What gives way on a narrow screen."""


class _Line(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        rows = index.model()
        assert isinstance(rows, CaseRows)
        entry, column = rows.entries[index.row()], rows.columns[index.column()]
        painter.save()
        _ground(painter, rect, chosen)
        if index.column() == 0 and chosen and _has_focus(option):
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))
        inner = rect.adjusted(_SIDE, 0, -8, 0)
        if column is Column.TICK:
            _box(painter, rect, ticked=entry.key in rows.ticked)
        elif column is Column.STATE:
            _chip(painter, inner, entry, chosen)
        elif column is Column.ACTION:
            paint_action(painter, inner, str(index.data()), chosen=chosen)
        else:
            _words(painter, inner, entry, column, str(index.data()))
        painter.restore()


def _has_focus(option: QStyleOptionViewItem) -> bool:
    widget = option.widget  # type: ignore[attr-defined]
    return widget is not None and widget.hasFocus()


def _ground(painter: QPainter, rect: QRect, chosen: bool) -> None:
    painter.fillRect(rect, theme.color("accent-soft" if chosen else "surface"))
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if chosen and theme.current() == "sunlight":  # no tint there: lines above and below
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), theme.color("accent"))
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), theme.color("accent"))


def _box(painter: QPainter, rect: QRect, *, ticked: bool) -> None:
    spot = QRectF(rect.left() + 14, rect.center().y() - 10, 20, 20)
    box = "checkbox-marked" if ticked else "checkbox-blank-outline"
    icons.paint(painter, spot, box, "accent" if ticked else "ink-2")


def _chip(painter: QPainter, rect: QRect, entry: Entry, chosen: bool) -> None:
    text, state, icon = words.chip_of(entry)
    room = rect.width() - chip_width("", icon)
    text = QFontMetrics(theme.font("small-bold")).elidedText(text, Qt.TextElideMode.ElideRight, room)
    area = QRectF(rect.left(), rect.center().y() - 11.5, chip_width(text, icon), 24)
    paint_chip(painter, area, text, state, icon, chosen_row=chosen)


def _words(painter: QPainter, rect: QRect, entry: Entry, column: Column, text: str) -> None:
    ended = entry.status in ("done", "approved", "closed")
    loud = not ended and (column is Column.NAME or (column is Column.NEXT and bool(entry.appointment)))
    late = column is Column.NEXT and words.is_late(entry)
    painter.setFont(theme.font("body-bold" if loud else "body"))
    painter.setPen(theme.color("warn" if late else "ink-3" if ended or text in ("–", "0") else "ink"))
    side = Qt.AlignmentFlag.AlignHCenter if column is Column.TRIES else Qt.AlignmentFlag.AlignLeft
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | side, shown)


class CaseTable(QTableView):
    """Emits `taken(entry)` on Enter or a click on the action, `moved` when another row is chosen."""

    taken = Signal(object)
    moved = Signal()

    def __init__(self, columns: Sequence[Column], row_height: int) -> None:
        super().__init__()
        self.rows = CaseRows(self, columns)
        self.setModel(self.rows)
        self.setItemDelegate(_Line(self))
        list_table(self, row_height)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._set_head()
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(lambda index: self.taken.emit(self.rows.entries[index.row()]))
        self.selectionModel().currentRowChanged.connect(lambda *_rows: self.moved.emit())

    def _set_head(self) -> None:
        head = self.horizontalHeader()
        head.setMinimumSectionSize(40)
        head.setSectionsClickable(False)
        for at, column in enumerate(self.rows.columns):
            stretch = column is Column.NAME
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Fixed
            head.setSectionResizeMode(at, mode)
            if column in _WIDTHS:
                self.setColumnWidth(at, _WIDTHS[column])

    def set_narrow(self, narrow: bool) -> None:
        """On a narrow screen some columns give way."""
        for at, column in enumerate(self.rows.columns):
            self.setColumnHidden(at, narrow and column in _HIDDEN)

    def entry(self) -> Entry | None:
        """The one under the cursor."""
        at = self.currentIndex().row()
        return self.rows.entries[at] if 0 <= at < len(self.rows.entries) else None

    def choose(self, key: str, otherwise: int = 0) -> None:
        """The row of a case, or the one at that place."""
        if not self.rows.entries:
            return
        at = self.rows.position_of(key)
        at = at if at >= 0 else min(max(0, otherwise), len(self.rows.entries) - 1)
        self.setCurrentIndex(self.rows.index(at, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.currentIndex().row()
        ticks = Column.TICK in self.rows.columns
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (one := self.entry()) is not None:
            self.taken.emit(one)
        elif event.key() == Qt.Key.Key_Space and ticks and at >= 0:
            self.rows.toggle(at)
        elif event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            if ticks:
                self.rows.tick_all()
        elif event.key() == Qt.Key.Key_Up and at <= 0:
            event.ignore()  # the page takes the focus back
        elif event.text().strip() and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()  # single letters are commands of the page, not a search
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: Index) -> None:
        column = self.rows.columns[index.column()]
        if column is Column.TICK:
            self.rows.toggle(index.row())
        elif column is Column.ACTION and words.action_of(self.rows.entries[index.row()]):
            self.taken.emit(self.rows.entries[index.row()])


def in_words(table: CaseTable) -> None:
    """What depends on the language: its name for screen readers, the room for the longest state."""
    table.setAccessibleName(tr("Cases"))
    widest = max(chip_width(word, icon) for word, _state, icon in words.looks().values())
    table.setColumnWidth(table.rows.columns.index(Column.STATE), widest + 2 * _SIDE)
