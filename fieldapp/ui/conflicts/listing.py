"""The list at the left: conflicts, then interviews that are perhaps the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.ui import theme
from fieldapp.ui.controls.longlist_view import Index
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.ui.conflicts.work import Item


class Items(QAbstractListModel):
    """Conflicts and pairs; a pair has a word above it that says so."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.items: list[Item] = []

    def show_items(self, items: Sequence[Item]) -> None:
        """These."""
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return tr(", ").join((item.title, item.note))
        return item if role == Qt.ItemDataRole.UserRole else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        item: Item = index.data(Qt.ItemDataRole.UserRole)
        return QSize(180, 56 if item.conflict is not None else 76)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        item: Item = index.data(Qt.ItemDataRole.UserRole)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("accent-soft" if chosen else "surface"))
        inner = rect.adjusted(12, 6, -8, -6)
        if item.conflict is None:
            _line(painter, inner, tr("Perhaps the same"), "small", "warn")
            inner = inner.adjusted(0, 20, 0, 0)
        _line(painter, inner, item.title, "body-bold", "ink")
        tone = "accent" if chosen else "ink-2"
        _line(painter, inner.adjusted(0, 22, 0, 0), item.note, "small", tone)
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))
        painter.restore()


def _line(painter: QPainter, rect: QRect, text: str, role: str, tone: str) -> None:
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(tone))
    room = QRect(rect.left(), rect.top(), rect.width(), 22)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class ItemList(QListView):
    """Up, Down; Enter goes to the questions. Emits `chosen(item)`."""

    chosen = Signal(object)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.items = Items(self)
        self.setModel(self.items)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def show_items(self, items: Sequence[Item]) -> None:
        """These; the cursor stays at the same place of the list."""
        before, at = self.item(), max(0, self.currentIndex().row())
        self.items.show_items(items)
        same = [place for place, one in enumerate(items) if before is not None and one.heads == before.heads]
        if items:
            self.setCurrentIndex(self.items.index(same[0] if same else min(at, len(items) - 1)))
        else:
            self.chosen.emit(None)

    def item(self) -> Item | None:
        """The one under the cursor."""
        at = self.currentIndex().row()
        return self.items.items[at] if 0 <= at < len(self.items.items) else None

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.item())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()
