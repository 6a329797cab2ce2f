"""Paints the rows: chip, words, progress, the word of the action. No widgets stand in cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.ui import theme
from fieldapp.ui.components import chip_width, paint_action, paint_chip, paint_progress
from fieldapp.ui.home.rows import CHIP, Column, Index

if TYPE_CHECKING:
    from fieldapp.store import InstanceRow

ROW_HEIGHT = 51
_PAD = 12


class RowDelegate(QStyledItemDelegate):
    """A chosen row is accent-soft with a focus bar at its left while the table has the focus."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        row: InstanceRow = index.data(Qt.ItemDataRole.UserRole)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = _has_focus(option)
        painter.save()
        _ground(painter, rect, chosen, first=index.column() == 0, focused=focused)
        inner = rect.adjusted(_PAD, 0, -_PAD, -1)
        if index.column() == Column.STATE:
            _state(painter, inner, index.data(CHIP), chosen)
        else:
            _CELLS.get(Column(index.column()), _plain)(painter, inner, row, str(index.data()), chosen)
        painter.restore()


def _has_focus(option: QStyleOptionViewItem) -> bool:
    widget = option.widget  # type: ignore[attr-defined]
    return widget is not None and widget.hasFocus()


def _ground(painter: QPainter, rect: QRect, chosen: bool, *, first: bool, focused: bool) -> None:
    painter.fillRect(rect, theme.color("accent-soft" if chosen else "surface"))
    painter.setPen(QPen(theme.color("line"), 1))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    if chosen and theme.current() == "sunlight":  # no tint there: lines above and below
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 2), theme.color("accent"))
        painter.fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), theme.color("accent"))
    if chosen and first and focused:
        painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))


def _words(painter: QPainter, rect: QRect, text: str, role: str, token: str) -> None:
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(theme.color(token))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _state(painter: QPainter, rect: QRect, chip: tuple[str, str, str], chosen: bool) -> None:
    text, state, icon = chip
    area = QRectF(rect.left(), rect.center().y() - 12 + 0.5, chip_width(text, icon), 24)
    paint_chip(painter, area, text, state, icon, chosen_row=chosen)


def _name(painter: QPainter, rect: QRect, row: InstanceRow, text: str, _chosen: bool) -> None:
    done = row.state == "finalized"
    _words(painter, rect, text, "body" if done else "body-bold", "ink-3" if done else "ink")


def _progress(painter: QPainter, rect: QRect, row: InstanceRow, text: str, _chosen: bool) -> None:
    if row.state == "draft":
        bar = QRectF(rect.left(), rect.center().y() - 3.5, 72, 8)
        paint_progress(painter, bar, row.answered / row.total if row.total else 0)
        rect = rect.adjusted(84, 0, 0, 0)
    _words(painter, rect, text, "small", "ink-3" if row.state == "finalized" else "ink-2")


def _plain(painter: QPainter, rect: QRect, row: InstanceRow, text: str, _chosen: bool) -> None:
    _words(painter, rect, text, "body", "ink-3" if row.state == "finalized" else "ink")


def _action(painter: QPainter, rect: QRect, _row: InstanceRow, text: str, chosen: bool) -> None:
    paint_action(painter, rect, text, chosen=chosen)


_CELLS = {
    Column.NAME: _name,
    Column.PROGRESS: _progress,
    Column.ACTION: _action,
}
