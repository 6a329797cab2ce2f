"""Chips: the state of a thing (not clickable), and filter chips with their count."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from fieldapp.ui import icons, theme
from fieldapp.ui.style import ringed

HEIGHT = 24
_ICON = 16
# state -> words, fill, edge
_LOOKS = {
    "ok": ("accent", "accent-soft", "accent-soft"),
    "warn": ("warn", "warn-soft", "warn-soft"),
    "err": ("error", "error-soft", "error-soft"),
    "line": ("ink-2", "surface", "line-strong"),
    "neutral": ("ink-2", "sunken", "line-strong"),
}


def chip_width(text: str, icon: str | None) -> int:
    """Width of a chip."""
    words = QFontMetrics(theme.font("small-bold")).horizontalAdvance(text)
    return words + 20 + (_ICON + 4 if icon else 0)


def paint_chip(
    painter: QPainter,
    rect: QRectF,
    text: str,
    state: str,
    icon: str | None = None,
    *,
    chosen_row: bool = False,
) -> None:
    """Draw a chip; tables do it through this, since cells hold no widgets."""
    words, fill, edge = _LOOKS[state]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sunlit = theme.current() == "sunlight"  # no tints: the edge carries the state
    painter.setPen(theme.color(words if sunlit else "surface" if chosen_row and edge == fill else edge))
    painter.setBrush(theme.color("surface" if chosen_row else fill))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), HEIGHT / 2, HEIGHT / 2)
    x = rect.left() + 8
    if icon:
        icons.paint(painter, QRectF(x, rect.center().y() - _ICON / 2, _ICON, _ICON), icon, words)
        x += _ICON + 4
    painter.setPen(theme.color(words))
    painter.setFont(theme.font("small-bold"))
    left = x if icon else rect.left() + 10
    area = QRectF(left, rect.top(), rect.right() - left, rect.height())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
    painter.restore()


class Chip(QWidget):
    """The state of a thing: `state` is ok, warn, err, line (open) or neutral."""

    def __init__(self, text: str, state: str = "neutral", icon: str | None = None) -> None:
        super().__init__()
        self._text, self._state, self._icon = text, state, icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The word on it."""
        return self._text

    def set_text(self, text: str, state: str | None = None, icon: str | None = None) -> None:
        """Another word, and perhaps another state and icon."""
        self._text, self._state, self._icon = text, state or self._state, icon or self._icon
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._text, self._icon), HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._text, self._state, self._icon)
        painter.end()


class FilterChip(QPushButton):
    """A filter that can be switched on, with the count of what it would show."""

    def __init__(self, text: str, count: int | None = None) -> None:
        super().__init__()
        self.setProperty("filter", "true")
        self.setCheckable(True)
        ringed(self, 16)
        self.setFixedHeight(32)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._embolden)
        self.set_text(text, count)
        self._embolden(False)

    def set_text(self, text: str, count: int | None = None) -> None:
        """The word and its count."""
        self.setText(text if count is None else f"{text} {count:,}")
        self.setAccessibleName(self.text())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        bold = QFontMetrics(theme.font("body-bold")).horizontalAdvance(self.text())  # no jump when it goes on
        return QSize(bold + 26, 32)

    def _embolden(self, on: bool) -> None:
        theme.set_role(self, "body-bold" if on else "body")
