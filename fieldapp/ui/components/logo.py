"""The mark of the app: a tick over two furrows on green."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from fieldapp.ui import theme


def paint_logo(painter: QPainter, side: float, back: str = "accent", front: str = "on-accent") -> None:
    """Draw it into the square (0, 0, side, side)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(side / 32, side / 32)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(back))
    painter.drawRoundedRect(QRectF(0, 0, 32, 32), 6, 6)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for path, width in _strokes():
        painter.setPen(QPen(theme.color(front), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPath(path)
    painter.restore()


def _strokes() -> list[tuple[QPainterPath, float]]:
    tick = QPainterPath(QPointF(9, 11))
    tick.lineTo(14, 16)
    tick.lineTo(23, 6)
    furrows = []
    for y in (21.0, 26.5):
        path = QPainterPath(QPointF(5, y + 1.5))
        path.cubicTo(12, y - 4.5, 18, y + 3.5, 27, y - 3)
        furrows.append((path, 1.6))
    return [(tick, 3.0), *furrows]


class Logo(QWidget):
    """The mark as a widget."""

    def __init__(self, side: int = 32, back: str = "accent", front: str = "on-accent") -> None:
        super().__init__()
        self._colors = (back, front)
        self.setFixedSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_logo(painter, self.width(), *self._colors)
        painter.end()
