"""A count in a filled circle."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.ui import theme

_SIDE = 20


class Badge(QWidget):
    """Hidden at nought; 99+ at most."""

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_count(0)

    def set_count(self, count: int) -> None:
        """Show a count."""
        self.count = count
        self._text = "99+" if count > 99 else str(count)
        self.setAccessibleName(self._text)
        self.setVisible(count > 0)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A circle, wider for more digits."""
        words = QFontMetrics(theme.font("small-bold")).horizontalAdvance(self._text)
        return QSize(max(_SIDE, words + 10), _SIDE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Filled, with the number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), _SIDE / 2, _SIDE / 2)
        painter.setPen(theme.color("on-accent"))
        painter.setFont(theme.font("small-bold"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()
