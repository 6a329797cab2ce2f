"""A reason against finalising: number, question, and the way there."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton

from fieldapp.ui import icons, theme
from fieldapp.ui.style import ringed

_HEIGHT = 36


class ReasonButton(QPushButton):
    """Text at the left, an arrow at the right."""

    def __init__(self, number: str, title: str, what: str) -> None:
        super().__init__()
        self._number, self._title = number, title
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(f"{number} {title}: {what}")
        self.setToolTip(f"{title}: {what}")
        ringed(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then number, question and arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        area = QRect(12, 0, self.width() - 40, self.height())
        wide = self._text(painter, area, self._number, "body-bold", "accent")
        self._text(painter, area.adjusted(max(44, wide + 8), 0, 0, 0), self._title, "body", "ink")
        icons.paint(painter, QRectF(self.width() - 26, 9, 18, 18), "chevron-right", "ink-2")
        painter.end()

    def _text(self, painter: QPainter, area: QRect, text: str, role: str, tone: str) -> int:
        painter.setFont(theme.font(role))
        painter.setPen(theme.color(tone))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)
        return painter.fontMetrics().horizontalAdvance(shown)
