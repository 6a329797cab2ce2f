"""The table of offers: one line a bundle, ticked or not, with what it would bring."""

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

from fieldapp.ui import clock, icons, theme
from fieldapp.ui.components import chip_width, list_table, paint_chip
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.transfer import Offer

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 48
_WIDTHS = {1: 76, 2: 116, 3: 88, 4: 92, 5: 92, 6: 156}


class Column(IntEnum):
    """From left to right."""

    SOURCE, NEW, KNOWN, CHANGED, CONFLICTS, DAMAGED, STATE = range(7)


def brings(offer: Offer) -> bool:
    """Whether merging it would change anything."""
    counts = offer.counts
    news = bool(counts.new or counts.changed or counts.events or counts.files or counts.news)
    return not _closed(offer) and (news or bool(offer.news))


def _closed(offer: Offer) -> bool:
    """Whether nothing of it can be taken in."""
    return offer.other_study or offer.unknown


def state_of(offer: Offer) -> tuple[str, str, str]:
    """Words, state of the chip, icon."""
    if offer.other_study:
        return tr("Other study"), "err", "close-octagon"
    if offer.unknown:
        return tr("Unknown laptop"), "err", "close-octagon"
    if offer.alarm:
        return tr("Two lists"), "err", "close-octagon"
    if offer.damaged:
        return trn("{n} damaged", "{n} damaged", len(offer.damaged)), "err", "file-alert-outline"
    if offer.counts.conflicts:
        return trn("{n} conflict", "{n} conflicts", offer.counts.conflicts), "warn", "compare-horizontal"
    if not brings(offer):
        return tr("Nothing new"), "neutral", "minus-circle-outline"
    return tr("Ready"), "ok", "check-circle"


class Offers(QAbstractTableModel):
    """`ticked` are the offers that are to be merged; those of other studies cannot be ticked."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.offers: list[Offer] = []
        self._off: set[int] = set()
        self._names: dict[str, str] = {}

    def show_offers(self, offers: Sequence[Offer], names: Mapping[str, str] | None = None) -> None:
        """These; what would bring something is ticked. `names`: what people call the laptops."""
        self.beginResetModel()
        self._names = dict(names or {})
        self.offers = list(offers)
        self._off = {at for at, offer in enumerate(self.offers) if not brings(offer)}
        self.endResetModel()
        self.changed.emit()

    @property
    def ticked(self) -> list[Offer]:
        """What would be merged."""
        return [offer for at, offer in enumerate(self.offers) if at not in self._off]

    @property
    def apart(self) -> list[Offer]:
        """Of laptops that are not on the roster: a merge keeps their packs apart."""
        return [offer for offer in self.offers if offer.unknown]

    def toggle(self, at: int) -> None:
        """Tick or untick a line."""
        if not _closed(self.offers[at]):
            self._off ^= {at}
            self.dataChanged.emit(self.index(at, 0), self.index(at, Column.STATE))
            self.changed.emit()

    def tick_all(self) -> None:
        """Everything that can be."""
        self._off = {at for at, offer in enumerate(self.offers) if _closed(offer)}
        self.dataChanged.emit(self.index(0, 0), self.index(max(0, len(self.offers) - 1), Column.STATE))
        self.changed.emit()

    def is_ticked(self, at: int) -> bool:
        """Whether a line is."""
        return at not in self._off

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.offers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            side = (
                Qt.AlignmentFlag.AlignLeft
                if section in (Column.SOURCE, Column.STATE)
                else Qt.AlignmentFlag.AlignRight
            )
            return side | Qt.AlignmentFlag.AlignVCenter
        if orientation == Qt.Orientation.Vertical or role != Qt.ItemDataRole.DisplayRole:
            return None
        words = (
            tr("Source"),
            tr("New"),
            tr("Already here"),
            tr("Updated"),
            tr("Conflicts"),
            tr("Damaged"),
            tr("State"),
        )
        return words[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        offer, column = self.offers[index.row()], Column(index.column())
        if role == Qt.ItemDataRole.CheckStateRole and column is Column.SOURCE:
            return Qt.CheckState.Checked if self.is_ticked(index.row()) else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(offer, column)
        return offer if role == Qt.ItemDataRole.UserRole else None

    def _text(self, offer: Offer, column: Column) -> str:
        counts = offer.counts
        numbers = {
            Column.NEW: counts.new, Column.KNOWN: counts.known, Column.CHANGED: counts.changed,
            Column.CONFLICTS: counts.conflicts, Column.DAMAGED: len(offer.damaged),
        }  # fmt: skip
        if column is Column.SOURCE:
            return self._names.get(offer.device) or sender(offer)
        if column is Column.STATE:
            return state_of(offer)[0]
        return "–" if offer.other_study else f"{numbers[column]:,}"


def sender(offer: Offer) -> str:
    """Who brings it."""
    return offer.sender or offer.device or tr("unknown laptop")


def about(offer: Offer) -> str:
    """The line below: which bundle, when."""
    from datetime import datetime

    if not offer.number:
        return tr("bundle without a list of contents")
    when = clock.when(datetime.fromisoformat(offer.at))
    return tr("bundle {number}, {when}", number=offer.number, when=when)


class _Line(QStyledItemDelegate):
    """Box, icon and two lines at the left, numbers at the right of their columns, a chip at the end."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        offer: Offer = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        painter.fillRect(rect, theme.color("accent-soft" if chosen else "surface"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == Column.SOURCE:
            self._source(
                painter,
                rect,
                offer,
                str(index.data()),
                ticked=index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked,
                chosen=chosen,
            )
        elif index.column() == Column.STATE:
            words, look, icon = state_of(offer)
            area = QRectF(rect.left() + 12, rect.center().y() - 12 + 0.5, chip_width(words, icon), 24)
            paint_chip(painter, area, words, look, icon, chosen_row=chosen)
        else:
            self._number(painter, rect, str(index.data()), Column(index.column()))
        painter.restore()

    def _source(
        self, painter: QPainter, rect: QRect, offer: Offer, name: str, *, ticked: bool, chosen: bool
    ) -> None:
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))
        middle = rect.center().y()
        box = "checkbox-marked" if ticked else "checkbox-blank-outline"
        tone = "disabled" if offer.other_study else "accent" if ticked else "ink-2"
        icons.paint(painter, QRectF(rect.left() + 16, middle - 11, 22, 22), box, tone)
        icons.paint(painter, QRectF(rect.left() + 52, middle - 11, 22, 22), "package-variant-closed", "ink-2")
        inner = rect.adjusted(86, 4, -8, -4)
        half = inner.height() // 2
        _words(painter, QRect(inner.left(), inner.top(), inner.width(), half), name, "body-bold", "ink")
        _words(
            painter,
            QRect(inner.left(), inner.top() + half, inner.width(), half),
            about(offer),
            "small",
            "ink-2",
        )

    def _number(self, painter: QPainter, rect: QRect, text: str, column: Column) -> None:
        tones = {Column.NEW: "accent", Column.CONFLICTS: "warn", Column.DAMAGED: "error"}
        telling = text not in ("0", "–") and column is not Column.KNOWN
        painter.setFont(theme.font("body-bold" if telling else "body"))
        painter.setPen(theme.color(tones.get(column, "ink") if telling else "ink-2"))
        painter.drawText(
            rect.adjusted(0, 0, -12, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text
        )


def _words(painter: QPainter, rect: QRect, text: str, role: str, tone: str) -> None:
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(tone))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class OffersTable(QTableView):
    """Up, Down; Space ticks; Ctrl+A ticks all. Emits `chosen(offer)`."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.offers = Offers(self)
        self.setModel(self.offers)
        self.setItemDelegate(_Line(self))
        list_table(self, ROW_HEIGHT)
        head = self.horizontalHeader()
        head.setSectionResizeMode(Column.SOURCE, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        self.clicked.connect(self._clicked)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.offers.offers[current.row()] if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers()
        if event.key() == Qt.Key.Key_Space and not held and self.currentIndex().isValid():
            self.offers.toggle(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier:
            self.offers.tick_all()
        elif event.text() and not event.text().isspace():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.SOURCE:
            self.offers.toggle(index.row())
