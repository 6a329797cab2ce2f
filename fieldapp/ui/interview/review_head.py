"""The column names of the review list."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp.ui import theme
from fieldapp.ui.interview.review_list import ANSWER, STATE, TIME, TITLE
from fieldapp.wording import tr


class ReviewHead(QWidget):
    """36 high, sunken; `timed` adds the time at the right edge."""

    def __init__(self, *, timed: bool = False) -> None:
        super().__init__()
        self._timed = timed
        self.setFixedHeight(36)
        self._names: list[tuple[float, str]] = []

    def retranslate(self) -> None:
        """All texts again."""
        self._names = [
            (0.0, tr("No.")), (TITLE, tr("Question")), (ANSWER, tr("Answer")), (STATE, tr("State")),
        ]  # fmt: skip
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Names where the columns begin."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        painter.setPen(theme.color("ink-2"))
        painter.setFont(theme.font("small-bold"))
        for share, name in self._names:
            left = max(12, int(self.width() * share))
            area = QRect(left, 0, 200, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, name)
        if self._timed:
            area = QRect(self.width() - TIME, 0, TIME, self.height())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, tr("Time"))
        painter.setPen(theme.color("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        painter.end()
