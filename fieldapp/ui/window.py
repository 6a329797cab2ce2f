"""The main window before anything stands in it, so that it can be painted at once.

Imports next to nothing: what stands in it comes after the first paint, with `furnish`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QMainWindow

from fieldapp.ui.tokens import COLORS

if TYPE_CHECKING:
    from fieldapp.ui.desk import Desk
    from fieldapp.ui.stage import Stage

LEAST_SIZE = (1024, 600)
BASE_SIZE = (1366, 768)
_BAR, _RAIL, _RAIL_NARROW, _WIDE = 56, 88, 56, 1280


class MainWindow(QMainWindow):
    """Paints the ground of bar, rail and page; `stage` is what stands on it."""

    painted = Signal()  # once, after the first paint
    stage: Stage

    def __init__(self, theme: str = "light") -> None:
        super().__init__()
        self._colors = COLORS[theme]
        self._bare, self._new = True, True
        self.setWindowTitle("fieldapp")
        room = self.screen().availableSize()  # of a small screen at 150 % less than the least size
        self.setMinimumSize(QSize(*LEAST_SIZE).boundedTo(room))
        self.resize(QSize(*BASE_SIZE).boundedTo(room))

    def furnish(self, desk: Desk) -> Stage:
        """Bring in the pages; style, fonts and language are in force already."""
        from fieldapp.ui.stage import Stage

        self._bare = False
        desk.setParent(self)
        self.stage = Stage(self, desk)
        self.setCentralWidget(self.stage)
        return self.stage

    def open_interview(self, instance_id: str | None = None, form: str | None = None) -> None:
        """Go on with an interview, or start one with a form (its sha256)."""
        self.stage.open_interview(instance_id, form)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._bare:
            self._paint_ground()
        else:
            super().paintEvent(event)
        if self._new:
            self._new = False
            QTimer.singleShot(0, self.painted.emit)

    def _paint_ground(self) -> None:
        width, height = self.width(), self.height()
        rail = _RAIL if width >= _WIDE else _RAIL_NARROW
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._colors["canvas"]))
        for area in (QRect(0, 0, width, _BAR), QRect(0, 0, rail, height)):
            painter.fillRect(area, QColor(self._colors["surface"]))
        for line in (QRect(0, _BAR - 1, width, 1), QRect(rail - 1, _BAR, 1, height)):
            painter.fillRect(line, QColor(self._colors["line"]))
        painter.end()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._bare and not self.stage.may_close():
            event.ignore()
            return
        if not self._bare:
            self.stage.close_all()
        super().closeEvent(event)
