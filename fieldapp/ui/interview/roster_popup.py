"""The choices of a cell: a popup with key caps, and a search box when the list is long."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem, QVBoxLayout, QWidget

from fieldapp.interview import ChoiceItem, Node
from fieldapp.ui import icons, theme
from fieldapp.ui.components import paint_cap
from fieldapp.ui.controls import Around, find, ticking
from fieldapp.ui.controls.base import typed_char
from fieldapp.ui.controls.choicekeys import TWO_DIGITS_WITHIN, DigitKeys, caps
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.controls.longlist_view import CHOSEN, MULTIPLE, ChoiceDelegate, ChoiceListModel, Index
from fieldapp.ui.interview import roster_cells as cells
from fieldapp.wording import tr

ROW = 32
_MOST_ROWS = 12


class ChoicePopup(QFrame):
    """Digits, Space and Enter choose; Esc closes. Several choices: Enter closes, digits and Space tick."""

    chosen = Signal(object, str)
    """node, value."""
    finished = Signal()
    """A choice was made and the person goes on."""

    def __init__(self, parent: QWidget, node: Node, around: Around) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("popup", "true")
        self.node = node
        self.multiple = node.control is not None and node.control.kind == "select"
        self._missing_codes = around.missing_codes
        self._choices = cells.rows_of_choices(node, around)
        signs = caps([choice.value for choice in self._choices])
        self._caps = [sign for sign in signs if sign]
        self._digits = DigitKeys(self._caps)
        self._second = QTimer(self, interval=TWO_DIGITS_WITHIN, singleShot=True)
        self._second.timeout.connect(lambda: self._take_cap(self._digits.timeout()))
        self.box = Entry(self)
        self.box.setPlaceholderText(tr("Name, pinyin, initials or code"))
        self.model = ChoiceListModel(self.multiple, self)
        self.view = QListView(self)
        self.view.setModel(self.model)
        self.view.setItemDelegate(_CapDelegate(self._caps, self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.box)
        layout.addWidget(self.view)
        self.box.setVisible(not self._caps)
        self.box.textEdited.connect(self._search)
        self.box.installEventFilter(self)
        self.view.clicked.connect(lambda index: self._take(index.row()))
        self._fill(self._choices)
        self._select_present()

    def open_at(self, cell: QRect, viewport: QWidget, typed: str = "") -> None:
        """Below the cell, or above it near the lower edge."""
        width = max(cell.width(), 300 if self._longest() > 12 else 220)
        rows = min(_MOST_ROWS, max(1, len(self._choices)))
        self.view.setFixedHeight(rows * ROW + 4)
        self.setFixedWidth(min(width, 420))
        self.adjustSize()
        corner = viewport.mapToGlobal(cell.bottomLeft() + QPoint(-2, 3))
        edge = viewport.screen().availableGeometry()
        if corner.y() + self.height() > edge.bottom():
            corner.setY(viewport.mapToGlobal(cell.topLeft()).y() - self.height() - 3)
        corner.setX(min(corner.x(), edge.right() - self.width()))
        self.move(corner)
        self.show()
        self.setFocus()
        if not self.box.isHidden():
            self.box.setFocus()
            self.box.setText(typed)
            self._search(typed)
        elif typed:
            self._digit(typed)

    def _longest(self) -> int:
        return max((len(choice.label) for choice in self._choices), default=0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        if not self._key(event):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The same keys from the search box, but for those that type."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return not typed_char(event) and self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        key, sign = event.key(), typed_char(event)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            self._enter()
        elif key == Qt.Key.Key_Space:
            self._take(self.view.currentIndex().row())
        elif sign.isdecimal() and sign.isascii() and self._caps:
            self._digit(sign)
        else:
            return False
        return True

    def _digit(self, digit: str) -> None:
        cap = self._digits.digit(digit)
        if self._digits.pending:
            self._second.start()
        self._take_cap(cap)

    def _take_cap(self, cap: str | None) -> None:
        if cap is not None:
            self._second.stop()
            self._take(self._caps.index(cap))

    def _move(self, step: int) -> None:
        row = max(0, min(self.view.currentIndex().row() + step, self.model.rowCount() - 1))
        self.view.setCurrentIndex(self.model.index(row, 0))

    def _enter(self) -> None:
        if self._second.isActive():
            self._second.stop()
            self._take_cap(self._digits.timeout())
            if not self.multiple:
                return
        if self.multiple:
            self._finish()
        else:
            self._take(self.view.currentIndex().row())

    def _take(self, row: int) -> None:
        choice = self.model.choice(row)
        if choice is None:
            return
        several = self.multiple
        value = ticking.ticked(self.node, choice.value, self._missing_codes) if several else choice.value
        self.chosen.emit(self.node, value)
        if self.multiple:
            self.model.set_chosen(self.node.value.split())
            self.view.setCurrentIndex(self.model.index(row, 0))
        else:
            self._finish()

    def _finish(self) -> None:
        self.close()
        self.finished.emit()

    def _search(self, text: str) -> None:
        self._fill(list(find.found(text, self._choices, lambda choice: (choice.label, choice.value))))
        if text.strip():
            self.view.setCurrentIndex(self.model.index(0, 0))

    def _fill(self, choices: list[ChoiceItem]) -> None:
        self.model.set_choices(choices)
        self.model.set_chosen(self.node.value.split())

    def _select_present(self) -> None:
        at = next((i for i, choice in enumerate(self._choices) if choice.value == self.node.value), 0)
        self.view.setCurrentIndex(self.model.index(at, 0))


class _CapDelegate(ChoiceDelegate):
    """Rows 32 high with a key cap in front, as far as the keys reach."""

    def __init__(self, signs: list[str], parent: QObject) -> None:
        super().__init__(ROW, parent)
        self._signs = signs

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(120, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen, current = bool(index.data(CHOSEN)), bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("accent-soft" if current else "surface"))
        left = rect.left() + 8
        if self._signs:
            cap = QRectF(left, rect.center().y() - 11, 24, 24)
            paint_cap(painter, cap, self._signs[index.row()], "filled" if chosen else "plain")
            left += 36
        if chosen and (not self._signs or index.data(MULTIPLE)):
            icons.paint(
                painter, QRectF(rect.right() - 24, rect.center().y() - 7, 16, 16), "check-bold", "accent"
            )
        painter.setFont(theme.font("body-bold" if chosen else "body"))
        painter.setPen(theme.color("ink"))
        area = rect.adjusted(left - rect.left(), 0, -26, 0)
        text = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
