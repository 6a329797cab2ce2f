"""Paints the cells of a roster, and opens the field in a typed one."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldapp.interview import Node
from fieldapp.ui import icons, theme
from fieldapp.ui.controls import Around, numbers
from fieldapp.ui.controls.base import TYPING_PAUSE
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.interview import roster_cells as cells
from fieldapp.ui.interview.roster_headrow import cut
from fieldapp.ui.interview.roster_model import FIRST, KIND, LABEL, MARK, NODE, STATE, Index
from fieldapp.ui.interview.rows import row_keys
from fieldapp.wording import tr

MARKS = {
    "done": ("check-circle", "accent"),
    "begun": ("circle-half-full", "accent"),
    "error": ("alert-circle", "error"),
    "empty": ("circle-outline", "line-strong"),
}
_PAD = 10
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_RIGHT_KINDS = ("integer", "decimal", "range")


class RosterDelegate(QStyledItemDelegate):
    """`typed` while a person types into a cell, `done` when the field closes with an answer."""

    typed = Signal(object, str)
    done = Signal(object, str, int)
    """node, text, cells to go on: 1, -1, or 0."""
    given_up = Signal(object, str)
    """node, the answer there was before."""

    def __init__(self, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._around = around
        self.editor: CellEntry | None = None

    # painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        flags: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        if index.column() == MARK:
            self._paint_mark(painter, rect, str(index.data(STATE)))
        elif index.column() == LABEL:
            self._paint_label(painter, rect, index)
        else:
            self._paint_cell(painter, rect, index)
        self._paint_edges(painter, rect)
        if flags & QStyle.StateFlag.State_HasFocus and index.column() >= FIRST:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _paint_edges(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())

    def _paint_mark(self, painter: QPainter, rect: QRect, state: str) -> None:
        name, token = MARKS.get(state, MARKS["empty"])
        icons.paint(painter, QRectF(rect.center().x() - 9, rect.center().y() - 9, 20, 20), name, token)

    def _paint_label(self, painter: QPainter, rect: QRect, index: Index) -> None:
        number = str(index.row() + 1)
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font("body-bold"))
        painter.drawText(rect.adjusted(_PAD, 0, 0, 0), _MIDDLE, number)
        left = _PAD + max(22, QFontMetrics(painter.font()).horizontalAdvance(number) + 8)
        self._two_lines(painter, rect.adjusted(left, 1, -6, -2), str(index.data()))

    def _paint_cell(self, painter: QPainter, rect: QRect, index: Index) -> None:
        state = str(index.data(STATE))
        if state == "skip":
            self._paint_skipped(painter, rect)
        elif state in ("error", "missing"):
            self._paint_fault(painter, rect, str(index.data()) or tr("Fill in"))
        else:
            self._paint_answer(painter, rect, index)
            if state == "warn":
                self._paint_unusual(painter, rect)

    def _paint_unusual(self, painter: QPainter, rect: QRect) -> None:
        painter.setPen(QPen(theme.color("warn"), 2))
        painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_skipped(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect, theme.color("sunken"))
        painter.setPen(theme.color("ink-3"))
        painter.setFont(theme.font("body"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, "—")

    def _paint_fault(self, painter: QPainter, rect: QRect, text: str) -> None:
        painter.fillRect(rect, theme.color("error-soft"))
        painter.setPen(QPen(theme.color("error"), 2))
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
        icon = QRectF(rect.right() - 24, rect.center().y() - 7, 16, 16)
        icons.paint(painter, icon, "alert-circle", "error")
        painter.setFont(theme.font("small-bold"))
        painter.setPen(theme.color("error"))
        self._elided(painter, rect.adjusted(_PAD, 0, -26, 0), text, Qt.AlignmentFlag.AlignLeft)

    def _paint_answer(self, painter: QPainter, rect: QRect, index: Index) -> None:
        node: Node = index.data(NODE)
        kind, text = str(index.data(KIND)), str(index.data())
        yes = kind == "yes-no" and node.value in ("1", "yes")
        painter.setFont(theme.font("body-bold" if yes else "body"))
        painter.setPen(theme.color("accent" if yes else "ink"))
        area = rect.adjusted(_PAD, 0, -_PAD, 0)
        if yes:
            icons.paint(painter, QRectF(area.left(), area.center().y() - 7, 16, 16), "check-bold", "accent")
            area = area.adjusted(20, 0, 0, 0)
        right = kind in _RIGHT_KINDS and numbers.is_number(node.value)
        way = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._elided(painter, area, text, way)

    def _two_lines(self, painter: QPainter, rect: QRect, text: str) -> None:
        """On one line if it fits, else small on two."""
        if QFontMetrics(painter.font()).horizontalAdvance(text) > rect.width():
            painter.setFont(theme.font("small-bold"))
        shown = cut(text, rect, QFontMetrics(painter.font()))
        painter.drawText(rect, _MIDDLE | Qt.TextFlag.TextWordWrap, shown)

    def _elided(self, painter: QPainter, rect: QRect, text: str, way: Qt.AlignmentFlag) -> None:
        shown = QFontMetrics(painter.font()).elidedText(
            text, Qt.TextElideMode.ElideRight, max(0, rect.width())
        )
        painter.drawText(rect, _MIDDLE | way, shown)

    # editing

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A field over the cell."""
        node: Node = index.data(NODE)
        self.editor = editor = CellEntry(parent, node, cells.editable(node, self._around))
        editor.destroyed.connect(lambda: self._forget(editor))
        self.editor.paused.connect(lambda text: self.typed.emit(node, text))
        return self.editor

    def _forget(self, gone: CellEntry) -> None:
        """Qt closes a field by itself when rows come or go."""
        if self.editor is gone:
            self.editor = None

    def setEditorData(self, _editor: QWidget, _index: Index) -> None:
        """The field got its text when it was made; nothing may overwrite what is typed."""

    def setModelData(self, _editor: QWidget, _model: object, _index: Index) -> None:
        """Answers go through the session, not through the model."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Exactly over the cell."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        editor.setGeometry(rect)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter and Tab close the field and go on, Esc gives up, leaving keeps what is typed."""
        if isinstance(editor, CellEntry):
            if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(editor, event)
            if event.type() == QEvent.Type.FocusOut:
                self.finish(editor, 0)
                return False
        return super().eventFilter(editor, event)

    def _key(self, editor: CellEntry, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab) and not held:
            self.finish(editor, 1)
        elif key == Qt.Key.Key_Backtab or (
            key == Qt.Key.Key_Return and held == Qt.KeyboardModifier.ShiftModifier
        ):
            self.finish(editor, -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not held:
            self.finish(editor, 2 if key == Qt.Key.Key_Down else -2)
        elif key == Qt.Key.Key_Escape:
            self._give_up(editor)
        elif row_keys(event):
            self.finish(editor, 0)
            QApplication.sendEvent(self.parent(), event)
        else:
            return False
        return True

    def finish(self, editor: CellEntry, step: int) -> None:
        """Close the field with its answer, unless the text means none."""
        if editor.closing:
            return
        text = editor.text()
        unread = cells.stored(editor.node, text) is None
        if not unread:
            self._close(editor)
        self.done.emit(editor.node, text, step)

    def _give_up(self, editor: CellEntry) -> None:
        self._close(editor)
        self.given_up.emit(editor.node, editor.before)

    def _close(self, editor: CellEntry) -> None:
        editor.closing = True
        self.editor = None
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)


class CellEntry(Entry):
    """The field in a cell; numbers are grouped while they are typed."""

    paused = Signal(str)

    def __init__(self, parent: QWidget, node: Node, text: str) -> None:
        super().__init__(parent)
        self.setProperty("ring", None)
        self.setProperty("cell", "true")
        self.node, self.before, self.closing = node, node.value, False
        self._decimal = node.type == "decimal"
        self._number = node.type in ("int", "integer", "long", "decimal")
        self.setText(numbers.grouped(text) if self._number else text)
        self.selectAll()
        self._pause = QTimer(self, interval=TYPING_PAUSE, singleShot=True)
        self._pause.timeout.connect(self.flush)
        self.edited.connect(self._edited)

    def flush(self) -> None:
        """Hand over what is typed; a field that is closing has done so, and its row may be gone."""
        self._pause.stop()
        if not self.closing:
            self.paused.emit(self.text())

    def _edited(self) -> None:
        if self._number:
            text, cursor = numbers.regrouped(self.text(), self.cursorPosition(), self._decimal)
            if text != self.text():
                self.setText(text)
                self.setCursorPosition(cursor)
        if not self._pause.isActive():
            self._pause.start()
