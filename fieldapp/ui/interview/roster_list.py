"""The rows of a long roster as a list: mark, number, name."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.interview import Interview, Node
from fieldapp.interview.outline import roster_state
from fieldapp.ui import icons, theme
from fieldapp.ui.controls import Around, kind_of
from fieldapp.ui.controls.longlist_view import Index
from fieldapp.ui.interview import roster_cells as cells
from fieldapp.ui.interview.roster_delegate import MARKS
from fieldapp.ui.style import ringed
from fieldapp.wording import tr

WIDTH = 224
_STATE = Qt.ItemDataRole.UserRole + 1
_ROW = 44


class RowList(QListWidget):
    """Up and Down choose a row; Enter goes into its form."""

    chosen = Signal(int)

    def __init__(self, interview: Interview, around: Around) -> None:
        super().__init__()
        self._interview, self._around = interview, around
        self._rows: tuple[Node, ...] = ()
        self.setFixedWidth(WIDTH)
        self.setProperty("choices", "true")
        self.setItemDelegate(_RowDelegate(self))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        ringed(self)
        self.itemClicked.connect(lambda _item: self.chosen.emit(self.currentRow()))

    def show_rows(self, rows: tuple[Node, ...]) -> None:
        """These instances."""
        self._rows = rows
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        self.refresh()

    def refresh(self) -> None:
        """Names and marks as they are now."""
        for at, row in enumerate(self._rows):
            item = self.item(at)
            item.setText(f"{at + 1}   {self.name_of(row)}")
            item.setData(_STATE, roster_state(self._interview, (row,)))

    def name_of(self, row: Node) -> str:
        """What the form calls a row, else its first answer."""
        name = cells.row_label(row)
        first = next((node for node in row.walk() if node.is_question and node.value), None)
        if not name and first is not None and kind_of(first) in (*cells.CHOICES, *cells.TYPED):
            name = cells.shown(first, self._around)
        return name or tr("not filled yet")

    def first_open(self) -> int:
        """The first row that is not done."""
        states = [self.item(at).data(_STATE) for at in range(self.count())]
        return next((at for at, state in enumerate(states) if state != "done"), 0)

    def set_row(self, at: int) -> None:
        """Choose a row without saying so."""
        self.setCurrentRow(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Only what moves in the list is taken."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right) and not event.modifiers():
            self.chosen.emit(self.currentRow())
        else:
            event.ignore()


class _RowDelegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(WIDTH - 8, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        view: RowList = self.parent()  # type: ignore[assignment]
        current = index.row() == view.currentRow()
        painter.save()
        painter.fillRect(rect, theme.color("accent-soft" if current else "surface"))
        if current:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))
        name, token = MARKS.get(str(index.data(_STATE)), MARKS["empty"])
        icons.paint(painter, QRectF(rect.left() + 12, rect.center().y() - 9, 20, 20), name, token)
        painter.setFont(theme.font("body-bold" if current else "body"))
        painter.setPen(theme.color("ink"))
        area = rect.adjusted(42, 0, -8, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
