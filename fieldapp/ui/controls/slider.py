"""A track with a thumb: the picture of a range, for mouse and pen; the keys belong to its field."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.ui import theme

_EDGE = 18
_THUMB = 12
_MOST_TICKS = 60


class Slider(QWidget):
    """`moved` while a person drags, `released` with the number when they let go. Never takes the focus."""

    moved = Signal(str)
    released = Signal(str)

    def __init__(self, low: Decimal, high: Decimal, step: Decimal, *, upright: bool = False) -> None:
        super().__init__()
        self._low, self._high, self._step, self._upright = low, high, step, upright
        self._value: Decimal | None = None
        self._ghost: Decimal | None = None
        self._ticks: Decimal | None = step
        self._labels: Mapping[str, str] = {}
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        fixed, wide = QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding
        self.setSizePolicy(fixed if upright else wide, fixed)

    def set_ticks(self, every: Decimal | None, labels: Mapping[str, str], ghost: Decimal | None) -> None:
        """Marks on the track (None: no marks), words at some numbers, and where an unanswered thumb waits."""
        self._ticks, self._labels, self._ghost = every, labels, ghost
        self.updateGeometry()
        self.update()

    def set_value(self, value: Decimal | None) -> None:
        """Show a number; None is no answer: a hollow thumb, or none at all."""
        if value != self._value:
            self._value = value
            self.update()

    @property
    def value(self) -> Decimal | None:
        """The number under the thumb; None while there is no answer."""
        return self._value

    def sizeHint(self) -> QSize:
        deep = 64 if self._labels or self._ticks is not None else 44
        return QSize(130, 260) if self._upright else QSize(320, deep)

    def _length(self) -> float:
        return float((self.height() if self._upright else self.width()) - 2 * _EDGE)

    def _at(self, number: Decimal) -> QPointF:
        """Where a number lies on the track."""
        share = float((number - self._low) / (self._high - self._low)) if self._high != self._low else 0.0
        if self._upright:
            return QPointF(22, self.height() - _EDGE - share * self._length())
        return QPointF(_EDGE + share * self._length(), 22)

    def number_at(self, spot: QPointF) -> Decimal:
        """The number nearest to a place, on a step between the ends."""
        way = self.height() - _EDGE - spot.y() if self._upright else spot.x() - _EDGE
        share = Decimal(max(0.0, min(1.0, way / max(1.0, self._length()))))
        steps = ((self._high - self._low) * share / self._step).to_integral_value()
        return self._low + min(steps, (self._high - self._low) // self._step) * self._step

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._drag(event)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        if self._value is not None:
            self.released.emit(f"{self._value:f}")

    def _drag(self, event: QMouseEvent) -> None:
        if self.isEnabled():
            self.set_value(self.number_at(event.position()))
            self.moved.emit(f"{self._value:f}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line-strong"), 4, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(self._at(self._low), self._at(self._high))
        self._paint_ticks(painter)
        if self._value is not None:
            self._paint_answer(painter)
        elif self._ghost is not None:
            self._paint_thumb(painter, self._ghost, hollow=True)
        painter.end()

    def _paint_ticks(self, painter: QPainter) -> None:
        painter.setFont(theme.font("small"))
        marks = set(self._marks()) | {Decimal(key) for key in self._labels}
        for number in sorted(marks):
            spot = self._at(number)
            end = spot + (QPointF(12, 0) if self._upright else QPointF(0, 12))
            painter.setPen(QPen(theme.color("line-strong"), 1))
            painter.drawLine(spot, end)
            painter.setPen(theme.color("ink-2"))
            words = self._labels.get(f"{number:f}") or ("" if self._labels else self._end(number))
            painter.drawText(self._room(end), self._side(number), words)

    def _end(self, number: Decimal) -> str:
        return f"{number:f}" if number in (self._low, self._high) else ""

    def _marks(self) -> list[Decimal]:
        if not self._ticks:
            return []
        count = int((self._high - self._low) / self._ticks)
        every = -(-count // _MOST_TICKS)
        return [self._low + self._ticks * at for at in range(0, count + 1, max(1, every))]

    def _room(self, end: QPointF) -> QRectF:
        if self._upright:
            return QRectF(end.x() + 6, end.y() - 10, 90, 20)
        left = max(0.0, min(end.x() - 90, self.width() - 180.0))
        return QRectF(left, end.y() + 2, 180, 20)

    def _side(self, number: Decimal) -> Qt.AlignmentFlag:
        """Words at the ends of a track do not stand out over its edge."""
        if self._upright:
            return Qt.AlignmentFlag.AlignVCenter
        ends = {self._low: Qt.AlignmentFlag.AlignLeft, self._high: Qt.AlignmentFlag.AlignRight}
        return ends.get(number, Qt.AlignmentFlag.AlignHCenter)

    def _paint_answer(self, painter: QPainter) -> None:
        assert self._value is not None
        painter.setPen(QPen(theme.color("accent"), 4, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(self._at(self._low), self._at(self._value))
        self._paint_thumb(painter, self._value, hollow=False)

    def _paint_thumb(self, painter: QPainter, number: Decimal, *, hollow: bool) -> None:
        painter.setPen(QPen(theme.color("line-strong" if hollow else "accent"), 2))
        painter.setBrush(theme.color("surface" if hollow else "accent"))
        painter.drawEllipse(self._at(number), _THUMB, _THUMB)
