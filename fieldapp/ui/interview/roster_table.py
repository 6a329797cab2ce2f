"""The table of a roster: its keys (DESIGN-SYSTEM section 8, "Roster and grids")."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView, QWidget

from fieldapp.interview import Interview, Node
from fieldapp.ui.controls import Around, kind_of
from fieldapp.ui.controls.base import typed_char
from fieldapp.ui.interview import roster_cells as cells
from fieldapp.ui.interview.roster_delegate import RosterDelegate
from fieldapp.ui.interview.roster_digits import CellDigits
from fieldapp.ui.interview.roster_headrow import HEAD, HeadRow, head_height
from fieldapp.ui.interview.roster_model import FIRST, NODE, Index, RosterModel
from fieldapp.ui.interview.roster_popup import ChoicePopup
from fieldapp.ui.interview.roster_widths import widths

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)

ROW = 42


class RosterTable(QTableView):
    """Says what a person wants; never changes a cell itself."""

    given = Signal(object, str)
    """node, value."""
    typing = Signal(object, str)
    """node, value as far as it is typed."""
    unread = Signal(object, str)
    """node, typed text that means no answer."""
    moved = Signal(object)
    ended = Signal()
    """Enter in the last cell."""

    _fitted = (0, 0, False)

    def __init__(self, interview: Interview, around: Around, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self.rows = RosterModel(interview, around, self)
        self.cells = RosterDelegate(around, self)
        self._digits = CellDigits(self)
        self._digits.chosen.connect(self._take)
        self.popup: ChoicePopup | None = None
        self.setModel(self.rows)
        self.setItemDelegate(self.cells)
        self._dress()
        self.cells.typed.connect(self._typed)
        self.cells.done.connect(self._done)
        self.cells.given_up.connect(self.given)

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        keys, f2 = QAbstractItemView.EditTrigger.AnyKeyPressed, QAbstractItemView.EditTrigger.EditKeyPressed
        self.setEditTriggers(keys | f2 | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = HeadRow(self)
        self.setHorizontalHeader(head)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setFixedHeight(HEAD)

    # place

    def node(self) -> Node | None:
        """The question of the current cell."""
        index = self.currentIndex()
        return self.rows.node(index.row(), index.column()) if index.isValid() else None

    def put_cursor(self, row: int, column: int) -> None:
        """Make a cell the current one."""
        index = self.rows.index(row, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def advance(self, step: int) -> bool:
        """The next (or previous) cell that applies, row by row; False at the end."""
        at = self.currentIndex()
        places = [(r, c) for r in range(self.rows.rowCount()) for c in range(FIRST, self.rows.columnCount())]
        here = (at.row(), at.column())
        ahead = (
            [place for place in places if place > here]
            if step > 0
            else [p for p in reversed(places) if p < here]
        )
        target = next((place for place in ahead if self.rows.applies(*place)), None)
        if target is not None:
            self.put_cursor(*target)
        return target is not None

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the page; mark and label are no cells to stand in."""
        super().currentChanged(current, previous)
        self._digits.forget()
        if current.isValid() and current.column() < FIRST:
            QTimer.singleShot(0, self, lambda: self.put_cursor(current.row(), FIRST))
        elif current.isValid():
            self.moved.emit(current.data(NODE))

    # keys

    def event(self, event: QEvent) -> bool:
        """Tab belongs to the table while there is a cell to go to."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()))
            if step and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                step = -1  # some platforms send Shift+Tab as such
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if step and plain and (self._digits.settle() or self.advance(step)):
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the keyboard map."""
        if event.key() in _ENTER and self._digits.settle():
            return
        node = self.node()
        if node is not None and self._move(event):
            return
        if node is None or not self._act(event, node):
            typed = typed_char(event) and node is not None and kind_of(node) in cells.TYPED
            if typed or event.key() == Qt.Key.Key_F2:
                super().keyPressEvent(event)
            else:
                event.ignore()

    def _move(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in _ENTER and not held:
            if not self.advance(1):
                self.ended.emit()
        elif key in _ENTER and held == Qt.KeyboardModifier.ShiftModifier:
            self.advance(-1)
        elif key == Qt.Key.Key_Down and held == Qt.KeyboardModifier.ControlModifier:
            self._copy_from_above()
        elif key in _MOVES and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
            super().keyPressEvent(event)
        else:
            return False
        return True

    def _act(self, event: QKeyEvent, node: Node) -> bool:
        """Keys of a choice cell."""
        at = self.currentIndex()
        if kind_of(node) not in cells.CHOICES or not self.rows.applies(at.row(), at.column()):
            return False
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        sign = typed_char(event)
        if event.key() == Qt.Key.Key_F2 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_choices()
        elif event.key() == Qt.Key.Key_Space:
            self._space(node)
        elif sign.isdecimal() and sign.isascii():
            self._digit(sign, node)
        elif sign:
            self.open_choices(sign)
        else:
            return False
        return True

    def _space(self, node: Node) -> None:
        choices = cells.rows_of_choices(node, self._around)
        if len(choices) != 2 or kind_of(node) != "choose-one":
            self.open_choices()
            return
        self.given.emit(node, choices[1 if node.value == choices[0].value else 0].value)

    def _digit(self, digit: str, node: Node) -> None:
        choices = cells.rows_of_choices(node, self._around)
        if kind_of(node).endswith("many") or not self._digits.begin([choice.value for choice in choices]):
            self.open_choices(digit)
        else:
            self._digits.press(digit)

    def _take(self, place: int) -> None:
        node = self.node()
        if node is not None:
            self.given.emit(node, cells.rows_of_choices(node, self._around)[place].value)
            self.advance(1)

    def _copy_from_above(self) -> None:
        at = self.currentIndex()
        above, node = self.rows.node(at.row() - 1, at.column()), self.node()
        if (
            above is not None
            and node is not None
            and above.value
            and self.rows.applies(at.row(), at.column())
        ):
            self.given.emit(node, above.value)

    def open_choices(self, typed: str = "") -> None:
        """The popup of a choice cell."""
        node = self.node()
        if node is None:
            return
        self.popup = ChoicePopup(self, node, self._around)
        self.popup.chosen.connect(self.given)
        self.popup.finished.connect(lambda: self.advance(1))
        self.popup.open_at(self.visualRect(self.currentIndex()), self.viewport(), typed)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens what F2 opens."""
        node = self.node()
        if node is not None and kind_of(node) in cells.CHOICES:
            self.open_choices()
        else:
            super().mouseDoubleClickEvent(event)

    # editing

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Qt opens the field but loses a first text that comes without composing (full-width digits)."""
        fresh = self.cells.editor is None and event.commitString() and not event.preeditString()
        if fresh and self.edit(self.currentIndex(), QAbstractItemView.EditTrigger.AllEditTriggers, event):
            if self.cells.editor is not None:
                QApplication.sendEvent(self.cells.editor, event)
        elif not fresh:
            super().inputMethodEvent(event)

    def flush(self) -> None:
        """Hand over half-typed text and a first digit that waits."""
        if self.cells.editor is not None:
            self.cells.editor.flush()
        self._digits.settle()

    def _typed(self, node: Node, text: str) -> None:
        value = cells.stored(node, text)
        if value is not None:
            self.typing.emit(node, value)

    def _done(self, node: Node, text: str, step: int) -> None:
        value = cells.stored(node, text)
        if value is None:
            self.unread.emit(node, text)
            return
        self.given.emit(node, value)
        self.setFocus()
        if abs(step) == 2:
            self.put_cursor(
                max(0, min(self.currentIndex().row() + step // 2, self.rows.rowCount() - 1)),
                self.currentIndex().column(),
            )
        elif step and not self.advance(step) and step > 0:
            self.ended.emit()

    # size

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns for the room there is, also when the scroll bar comes."""
        super().resizeEvent(event)
        self.fit_again()

    def fit_again(self) -> None:
        """The same, if the room is another one than before."""
        if self._room() != self._fitted:
            self.fit()

    def _room(self) -> tuple[int, int, bool]:
        return self.viewport().width(), self.rows.rowCount(), self.horizontalScrollBar().isVisible()

    def fit(self) -> None:
        """Columns for the room there is."""
        if not self.rows.rowCount():
            return
        self._fitted = self._room()
        wanted = widths(self.rows, self._around, self.viewport().width() - 2)
        for column, width in enumerate(wanted):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setFixedHeight(head_height(self))
        for row in range(self.rows.rowCount()):
            self.setRowHeight(row, ROW)
        spare = (
            self.horizontalScrollBar().sizeHint().height() if self.horizontalScrollBar().isVisible() else 0
        )
        self.setMaximumHeight(self.sizeHint().height() + spare)

    def sizeHint(self) -> QSize:
        """All rows, if there is room."""
        rows = sum(self.rowHeight(row) for row in range(self.rows.rowCount()))
        return QSize(600, self.horizontalHeader().height() + 2 + rows)
