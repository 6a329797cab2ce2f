"""Model and painter of the list under a search box. No widgets in rows: 40,000 of them stay quick."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.interview import ChoiceItem
from fieldapp.ui import icons, theme
from fieldapp.ui.controls import markdown
from fieldapp.wording import tr

Index = QModelIndex | QPersistentModelIndex
CHOSEN = Qt.ItemDataRole.UserRole + 1
CODE = Qt.ItemDataRole.UserRole + 2
MULTIPLE = Qt.ItemDataRole.UserRole + 3


class ChoiceListModel(QAbstractListModel):
    """Choices as rows, and which of them are chosen."""

    def __init__(self, multiple: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._multiple = multiple
        self._choices: list[ChoiceItem] = []
        self._chosen: frozenset[str] = frozenset()

    def set_choices(self, choices: list[ChoiceItem]) -> None:
        """Show these."""
        if choices != self._choices:
            self.beginResetModel()
            self._choices = choices
            self.endResetModel()

    def set_chosen(self, values: Iterable[str]) -> None:
        """Mark these."""
        self._chosen = frozenset(value for value in values if value)
        if self._choices:
            self.dataChanged.emit(self.index(0), self.index(len(self._choices) - 1))

    def choice(self, row: int) -> ChoiceItem | None:
        """The choice in a row."""
        return self._choices[row] if 0 <= row < len(self._choices) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        choice = self.choice(index.row())
        if choice is None:
            return None
        values = {
            Qt.ItemDataRole.DisplayRole: markdown.plain(choice.label),
            Qt.ItemDataRole.AccessibleTextRole: self._read_out(index.row(), choice),
            CODE: choice.value,
            CHOSEN: choice.value in self._chosen,
            MULTIPLE: self._multiple,
        }
        return values.get(role)

    def _read_out(self, row: int, choice: ChoiceItem) -> str:
        """As a screen reader says it: "3 of 8, label, chosen"."""
        parts = [tr("{position} of {count}", position=row + 1, count=len(self._choices))]
        parts += [markdown.plain(choice.label)] + ([tr("chosen")] if choice.value in self._chosen else [])
        return tr(", ").join(parts)


class ChoiceDelegate(QStyledItemDelegate):
    """Label, code in small digits, and a mark when chosen."""

    def __init__(self, height: int, parent: QObject) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(index.data(CHOSEN))
        painter.fillRect(rect, theme.color("accent-soft" if chosen else "surface"))
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(theme.color("focus"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))
        self._mark(painter, rect, chosen, bool(index.data(MULTIPLE)))
        self._words(painter, rect.adjusted(48, 0, -12, 0), str(index.data()), str(index.data(CODE)), chosen)
        painter.restore()

    def _mark(self, painter: QPainter, rect: QRect, chosen: bool, multiple: bool) -> None:
        names = (
            ("checkbox-marked", "checkbox-blank-outline")
            if multiple
            else ("radiobox-marked", "radiobox-blank")
        )
        area = QRectF(rect.left() + 14, rect.center().y() - 9, 20, 20)
        icons.paint(painter, area, names[0 if chosen else 1], "accent" if chosen else "line-strong")

    def _words(self, painter: QPainter, rect: QRect, label: str, code: str, chosen: bool) -> None:
        painter.setFont(theme.font("small"))
        painter.setPen(theme.color("ink-3"))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | middle, code)
        room = rect.width() - QFontMetrics(painter.font()).horizontalAdvance(code) - 16
        painter.setFont(theme.font("input-bold" if chosen else "input"))
        painter.setPen(theme.color("ink"))
        text = QFontMetrics(painter.font()).elidedText(label, Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | middle, text)
