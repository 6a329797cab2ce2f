"""The painted table of a grid of questions with the same choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.interview import ChoiceItem, Node
from fieldapp.ui import icons, theme
from fieldapp.ui.components import paint_cap
from fieldapp.ui.controls.base import typed_char
from fieldapp.ui.controls.choicekeys import caps
from fieldapp.ui.interview import words

_LABEL_SHARE = 0.42
_PAD = 12
_WRAP = Qt.TextFlag.TextWordWrap


class LikertTable(QWidget):
    """One widget paints it all: 12 rows of 5 choices would be 60 widgets to style."""

    chosen = Signal(int, str)
    moved = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.row = 0
        self.caps: list[str] = []
        self._nodes: Sequence[Node] = ()
        self._choices: Sequence[ChoiceItem] = ()
        self._demanded = False
        self._look: object = None
        self._values: list[str] = []
        self._tops: list[int] = [0]
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_rows(self, nodes: Sequence[Node], choices: Sequence[ChoiceItem], *, demanded: bool) -> None:
        """These questions under these choices; `demanded` marks rows without an answer."""
        look = (tuple(nodes), tuple(choices), demanded, [words.plain(node.label) for node in nodes])
        values = [node.value for node in nodes]
        if look == self._look:
            self._repaint([at for at, value in enumerate(values) if value != self._values[at]])
            self._values = values
            return
        self._look, self._values = look, values
        self._nodes, self._choices, self._demanded = nodes, choices, demanded
        self.caps = caps([choice.value for choice in choices])
        self.row = min(self.row, max(0, len(nodes) - 1))
        self._measure()
        self._describe()
        self.update()

    def forget(self) -> None:
        """Measure and paint everything anew the next time (text size, theme)."""
        self._look = None

    def set_row(self, row: int) -> None:
        """Make a row the current one."""
        if row != self.row:
            before, self.row = self.row, row
            self._describe()
            self._repaint([before, row])
            self.moved.emit(row)

    def _repaint(self, rows: Iterable[int]) -> None:
        for row in rows:
            if row < len(self._nodes):
                self.update(self._row_rect(row))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The ring comes."""
        super().focusInEvent(event)
        self._repaint([self.row])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self._repaint([self.row])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose and go on; arrows move; Space takes the next choice of the row."""
        sign = typed_char(event)
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if sign and sign in self.caps:
            self._take(self.caps.index(sign))
        elif step and plain and 0 <= self.row + step < len(self._nodes):
            self.set_row(self.row + step)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and plain:
            self._sideways(1 if event.key() == Qt.Key.Key_Right else -1)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click chooses."""
        point = event.position().toPoint()
        for at in range(len(self._nodes)):
            if self._row_rect(at).contains(point):
                self.set_row(at)
                self._click(at, point)

    def _click(self, at: int, point: QPoint) -> None:
        for place, choice in enumerate(self._choices):
            if self._cell(at, place).contains(point):
                self.chosen.emit(at, choice.value)

    def _take(self, place: int) -> None:
        row = self.row
        self.chosen.emit(row, self._choices[place].value)
        if row + 1 < len(self._nodes):
            self.set_row(row + 1)

    def _sideways(self, step: int) -> None:
        values = [choice.value for choice in self._choices]
        now = self._nodes[self.row].value
        at = values.index(now) + step if now in values else (0 if step > 0 else len(values) - 1)
        if 0 <= at < len(values):
            self.chosen.emit(self.row, values[at])

    def _describe(self) -> None:
        if self.row < len(self._nodes):
            node = self._nodes[self.row]
            answer = next((c.label for c in self._choices if c.value == node.value), "")
            self.setAccessibleName(f"{self.row + 1}: {words.plain(node.label)} {answer}")

    # geometry

    def _label_width(self) -> int:
        return int(self.width() * _LABEL_SHARE)

    def _measure(self) -> None:
        metrics = QFontMetrics(theme.font("label"))
        room = QRect(0, 0, self._label_width() - 2 * _PAD - 28, 1000)
        tall = 44 if len(self._nodes) <= 9 else 38
        heights = [
            max(tall, metrics.boundingRect(room, _WRAP, words.plain(n.label)).height() + 12)
            for n in self._nodes
        ]
        self._tops = [self._head_height()]
        for height in heights:
            self._tops.append(self._tops[-1] + height)
        self.setFixedHeight(self._tops[-1] + 2)

    def _head_height(self) -> int:
        metrics = QFontMetrics(theme.font("small-bold"))
        room = QRect(0, 0, max(40, self._cell_width() - 8), 1000)
        tall = [metrics.boundingRect(room, _WRAP, choice.label).height() for choice in self._choices]
        return max(tall, default=18) + 14

    def _cell_width(self) -> int:
        return (self.width() - self._label_width()) // max(1, len(self._choices))

    def _row_rect(self, at: int) -> QRect:
        return QRect(0, self._tops[at], self.width(), self._tops[at + 1] - self._tops[at])

    def _cell(self, at: int, place: int) -> QRect:
        row = self._row_rect(at)
        width = self._cell_width()
        return QRect(self._label_width() + place * width, row.top(), width, row.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Labels wrap anew."""
        super().resizeEvent(event)
        self._measure()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(600, self._tops[-1] + 2)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Head, rows, the current row's ring."""
        painter = QPainter(self)
        painter.fillRect(0, 0, self.width(), self._tops[0], theme.color("sunken"))
        painter.setFont(theme.font("small-bold"))
        painter.setPen(theme.color("ink-2"))
        for place, choice in enumerate(self._choices):
            x = self._label_width() + place * self._cell_width()
            area = QRect(x + 4, 0, self._cell_width() - 8, self._tops[0])
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | _WRAP, choice.label)
        for at, node in enumerate(self._nodes):
            self._paint_row(painter, at, node)
        painter.end()

    def _paint_row(self, painter: QPainter, at: int, node: Node) -> None:
        rect = self._row_rect(at)
        faulty = self._demanded and node.violation is not None
        current = at == self.row and self.hasFocus()
        painter.fillRect(rect, theme.color("error-soft" if faulty else "surface"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_label(painter, rect, node, faulty=faulty)
        for place, choice in enumerate(self._choices):
            self._paint_choice(painter, self._cell(at, place), place, on=node.value == choice.value)
        if current:
            painter.setPen(QPen(theme.color("focus"), theme.measure("ring")))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _paint_label(self, painter: QPainter, rect: QRect, node: Node, *, faulty: bool) -> None:
        mark = "alert-circle" if faulty else "check-circle" if node.value else "circle-outline"
        token = "error" if faulty else "accent" if node.value else "line-strong"
        icons.paint(painter, QRectF(_PAD, rect.center().y() - 9, 20, 20), mark, token)
        painter.setFont(theme.font("label"))
        painter.setPen(theme.color("ink"))
        area = rect.adjusted(_PAD + 28, 0, -(rect.width() - self._label_width()) - _PAD, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | _WRAP, words.plain(node.label))

    def _paint_choice(self, painter: QPainter, cell: QRect, place: int, *, on: bool) -> None:
        if on:
            painter.fillRect(cell.adjusted(2, 2, -2, -3), theme.color("accent-soft"))
        sign = self.caps[place] if self.caps else ""
        cap = QRectF(cell.center().x() - 13, cell.center().y() - 13, 28, 28)
        paint_cap(painter, cap, sign, "filled" if on else "plain", "body-bold")
