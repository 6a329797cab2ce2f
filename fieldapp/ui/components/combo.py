"""A combo box whose value the wheel never changes, with the arrow of our icon set."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView

from fieldapp.ui import icons, theme
from fieldapp.ui.style import ringed


class Combo(QComboBox):
    """A drop-down list; 40 px high."""

    def __init__(self, says: str = "") -> None:
        super().__init__()
        view = QListView(self)
        view.setProperty("popup", "true")
        self.setView(view)
        self.setAccessibleName(says)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMaxVisibleItems(12)
        theme.set_role(self, "input")
        ringed(self)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        spot = QRect(self.width() - 32, (self.height() - 20) // 2, 20, 20)
        icons.paint(painter, spot, "chevron-down", "ink-2" if self.isEnabled() else "disabled")
        painter.end()
