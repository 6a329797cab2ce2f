"""The head of a roster: questions as column names, three small lines at most."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from fieldapp.ui import theme

HEAD = 66
LOW = 36
_PAD = 8
_WRAP = Qt.TextFlag.TextWordWrap


class HeadRow(QHeaderView):
    """Painted by ourselves: a style sheet would set its own font."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setMinimumSectionSize(24)

    def paintSection(self, painter: QPainter, rect: QRect, at: int) -> None:
        """Wrapped, cut after three lines."""
        painter.save()
        painter.fillRect(rect, theme.color("sunken"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setFont(theme.font("small-bold"))
        painter.setPen(theme.color("ink-2"))
        text = str(self.model().headerData(at, Qt.Orientation.Horizontal) or "")
        area = rect.adjusted(_PAD, 2, -_PAD + 2, -2)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | _WRAP, cut(text, area, painter.fontMetrics()))
        painter.restore()


def head_height(table: QTableView) -> int:
    """Low where every question fits on one line."""
    metrics, model = QFontMetrics(theme.font("small-bold")), table.model()
    across = Qt.Orientation.Horizontal
    fits = (
        metrics.horizontalAdvance(str(model.headerData(at, across) or "")) <= table.columnWidth(at) - 2 * _PAD
        for at in range(model.columnCount())
    )
    return LOW if all(fits) else HEAD


def cut(text: str, area: QRect, metrics: QFontMetrics) -> str:
    """As much of a wrapped text as fits into `area`."""
    room = QRect(0, 0, area.width(), 1000)
    while len(text) > 2 and metrics.boundingRect(room, _WRAP, text).height() > area.height():
        text = text[:-2].rstrip("…") + "…"
    return text
