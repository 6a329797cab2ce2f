"""A one-line input: an icon at the left or a unit at the right, inside the edge."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit

from fieldapp.ui import icons, theme
from fieldapp.ui.style import ringed


class LineInput(QLineEdit):
    """40 px high; `set_state("error" | "warn" | "")` colours its edge, `set_unit` writes at its right."""

    def __init__(self, *, says: str = "", unit: str = "", icon: str = "", icon_after: str = "") -> None:
        super().__init__()
        self._unit, self._icon, self._after = unit, icon, icon_after
        theme.set_role(self, "input")
        ringed(self)
        self.setAccessibleName(says)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+3 opens a page; Qt would write the 3, in a passphrase even unseen."""
        digit = Qt.Key.Key_0.value <= event.key() <= Qt.Key.Key_9.value
        if digit and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def set_state(self, state: str) -> None:
        """Edge: "error", "warn" (to confirm) or "" (fine)."""
        theme.set_property(self, "state", state)

    def set_unit(self, unit: str) -> None:
        """The unit or echo at the right ("元", "4.6 万 CNY")."""
        self._unit = unit
        self._make_room()
        self.update()

    def _make_room(self) -> None:
        right = 0
        if self._unit:
            right = QFontMetrics(theme.font("body")).horizontalAdvance(self._unit) + 8
        elif self._after:
            right = 28
        self.setTextMargins(28 if self._icon else 0, 0, right, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        middle = (self.height() - 20) // 2
        if self._icon:
            icons.paint(painter, QRect(10, middle, 20, 20), self._icon, "ink-3")
        if self._unit:
            self._paint_unit(painter)
        elif self._after:
            icons.paint(painter, QRect(self.width() - 34, middle, 20, 20), self._after, "ink-2")
        painter.end()

    def _paint_unit(self, painter: QPainter) -> None:
        painter.setPen(theme.color("ink-3"))
        painter.setFont(theme.font("body"))
        area = self.rect().adjusted(12, 0, -12, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._unit)
