"""A bar that fills: 8 px, no words of its own."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fieldapp.ui import theme

HEIGHT = 8


def paint_progress(painter: QPainter, rect: QRectF, share: float) -> None:
    """Draw a bar filled to `share` (0 to 1)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half = rect.height() / 2
    sunlit = theme.current() == "sunlight"
    painter.setPen(theme.color("line-strong") if sunlit else Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("sunken"))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5) if sunlit else rect, half, half)
    if share > 0:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        width = max(rect.width() * min(share, 1), rect.height())
        painter.drawRoundedRect(QRectF(rect.left(), rect.top(), width, rect.height()), half, half)
    painter.restore()


class ProgressBar(QWidget):
    """`set(done, total)`; a total of 0 draws an empty bar."""

    def __init__(self, done: int = 0, total: int = 0) -> None:
        super().__init__()
        self._done, self._total = done, total
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set(done, total)

    def set(self, done: int, total: int) -> None:
        """How much of how much."""
        self._done, self._total = done, total
        self.setAccessibleName(f"{done} / {total}")
        self.update()

    @property
    def share(self) -> float:
        """How full it is, 0 to 1."""
        return self._done / self._total if self._total else 0.0

    def sizeHint(self) -> QSize:
        return QSize(96, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_progress(painter, QRectF(self.rect()), self.share)
        painter.end()
