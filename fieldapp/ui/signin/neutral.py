"""What a quick hide shows: a month, as if somebody had looked up a date."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp.ui import clock, theme
from fieldapp.wording import tr

_CELL_WIDTH, _CELL_HEIGHT = 96, 64


class Neutral(QWidget):
    """A calendar of this month. `wanted` on any key or click: somebody wants to go on."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Calendar"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = (Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
        if event.key() not in modifiers:
            self.wanted.emit()

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.wanted.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        today = clock.today()
        left, top = (self.width() - 7 * _CELL_WIDTH) // 2, max(24, (self.height() - 8 * _CELL_HEIGHT) // 2)
        painter.setPen(theme.color("ink"))
        painter.setFont(theme.font("title"))
        centre = Qt.AlignmentFlag.AlignCenter
        painter.drawText(QRect(left, top, 7 * _CELL_WIDTH, _CELL_HEIGHT), centre, clock.long_day(today))
        painter.setFont(theme.font("page-title"))
        for place, day in enumerate(_days(today)):
            x, y = left + place % 7 * _CELL_WIDTH, top + (place // 7 + 1) * _CELL_HEIGHT
            painter.setPen(theme.color(_ink(day, today)))
            painter.drawText(QRect(x, y, _CELL_WIDTH, _CELL_HEIGHT), centre, str(day.day))
        painter.end()


def _days(today: date) -> list[date]:
    """Whole weeks from Monday on that hold this month."""
    first = today.replace(day=1)
    start = first - timedelta(days=first.weekday())
    return [start + timedelta(days=at) for at in range(42)]


def _ink(day: date, today: date) -> str:
    if day == today:
        return "accent"
    return "ink" if day.month == today.month else "disabled"
