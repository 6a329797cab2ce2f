"""The picture of a key, printed on the thing it does."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.ui import theme

HEIGHT = 24
_RADIUS = 4


def cap_width(text: str) -> int:
    """Width of a small cap with this text."""
    return max(HEIGHT, QFontMetrics(theme.font("small-bold")).horizontalAdvance(text) + 14)


# look -> edge, words
_LOOKS = {
    "plain": ("line-strong", "ink-2"),
    "filled": ("accent", "on-accent"),
    "on-accent": ("on-accent", "on-accent"),
    "disabled": ("disabled", "disabled"),
}


def paint_cap(
    painter: QPainter, rect: QRectF, text: str, look: str = "plain", role: str = "small-bold"
) -> None:
    """Draw a cap: "plain", "filled" (chosen), "on-accent" (on a primary button) or "disabled"."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge, words = _LOOKS[look]
    fill = {"plain": theme.color("surface"), "filled": theme.color("accent")}.get(look)
    _paint_box(painter, rect, theme.color(edge), fill, filled=look == "filled")
    painter.setPen(theme.color(words))
    painter.setFont(theme.font(role))
    painter.drawText(rect.adjusted(0, 0, 0, -1), Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def _paint_box(painter: QPainter, rect: QRectF, edge: QColor, fill: QColor | None, *, filled: bool) -> None:
    painter.setPen(QPen(edge, 1))
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    if not filled:  # the thicker lower edge that makes it a key
        y = rect.bottom() - 1.5
        painter.drawLine(QPointF(rect.left() + 3, y), QPointF(rect.right() - 3, y))


class KeyCap(QWidget):
    """A cap by itself, as in the strip of key hints or at a choice row (`large`)."""

    def __init__(self, text: str, *, large: bool = False) -> None:
        super().__init__()
        self._text, self._large, self._look = text, large, "plain"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """What is printed on the key."""
        return self._text

    def set_text(self, text: str) -> None:
        """Print something else."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_look(self, look: str) -> None:
        """See `paint_cap`."""
        self._look = look
        self.update()

    def sizeHint(self) -> QSize:
        side = 32 if self._large else HEIGHT
        return QSize(max(side, cap_width(self._text)), side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        look = self._look if self.isEnabled() else "disabled"
        role = "input-bold" if self._large else "small-bold"
        paint_cap(painter, QRectF(self.rect()), self._text, look, role)
        painter.end()
