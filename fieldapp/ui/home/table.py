"""The table of interviews: Up and Down choose a row, Enter goes on with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from fieldapp.ui.components import list_table
from fieldapp.ui.home.delegate import ROW_HEIGHT, RowDelegate
from fieldapp.ui.home.rows import Column, Interviews, action_of

if TYPE_CHECKING:
    from fieldapp.store import InstanceRow

_WIDTHS = {Column.STATE: 140, Column.PROGRESS: 176, Column.CHANGED: 140, Column.ACTION: 96}

_SHARING = (Column.NAME, Column.FORM)


class InterviewTable(QTableView):
    """Emits `go_on(instance id)` for a draft, `discard(instance id)` for Del on a draft."""

    go_on = Signal(str)
    discard = Signal(str)

    def __init__(self, model: Interviews) -> None:
        super().__init__()
        self._interviews = model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self._look()
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._take)

    def _look(self) -> None:
        list_table(self, ROW_HEIGHT)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        head = self.horizontalHeader()
        head.setSectionsClickable(False)
        self._size_columns(head)

    def _size_columns(self, head: QHeaderView) -> None:
        for column in Column:
            fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(column, stretch if column in _SHARING else fixed)
            if column in _WIDTHS:
                self.setColumnWidth(column, _WIDTHS[column])

    def set_narrow(self, narrow: bool) -> None:
        """On a narrow screen the form and the time give way."""
        self.setColumnHidden(Column.CHANGED, narrow)

    def chosen(self) -> InstanceRow | None:
        """The interview in the chosen row."""
        index = self.currentIndex()
        return self._interviews.row(index.row()) if index.isValid() else None

    def choose(self, instance_id: str) -> None:
        """Choose the row of an interview, or the first one."""
        position = max(0, self._interviews.position_of(instance_id))
        if self._interviews.rowCount():
            self.setCurrentIndex(self._interviews.index(position, Column.NAME))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == Column.ACTION:
            self._take(index)

    def _take(self, index: QModelIndex) -> None:
        row = self._interviews.row(index.row())
        if action_of(row):
            self.go_on.emit(row.instance_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.chosen()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row is not None:
            self._take(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and row is not None and row.state == "draft":
            self.discard.emit(row.instance_id)
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            event.ignore()  # the page takes the focus back to Start
        else:
            super().keyPressEvent(event)
