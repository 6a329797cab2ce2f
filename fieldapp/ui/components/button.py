"""Buttons: primary, secondary, soft, plain, danger; with an icon and the key that does the same."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter

from fieldapp.ui import icons, theme
from fieldapp.ui.components.keycap import HEIGHT, cap_width, paint_cap
from fieldapp.ui.style import ringed

_GAP = 8
_WORDS = {
    "primary": "on-accent",
    "secondary": "ink",
    "soft": "accent",
    "plain": "ink-2",
    "danger": "error",
    "link": "accent",  # undo inside a toast
}
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
_BOLD = ("primary", "soft", "danger", "link")


@dataclass(frozen=True, slots=True)
class Size:
    """Height, inner margin, size of the icon, type role of the words (bold and regular)."""

    height: int
    padding: int
    icon: int
    bold: str
    regular: str


SIZES = {
    "normal": Size(40, 16, 20, "body-bold", "body"),
    "bar": Size(48, 24, 20, "input-bold", "input"),
    "table": Size(32, 12, 16, "body-bold", "body"),
    "start": Size(88, 24, 40, "start", "start"),
}


class Button(QPushButton):
    """One push button of the design system.

    `text()` is only the words; icon and key cap are painted around them. `size` is "normal" (40),
    "bar" (48, interview bar), "table" (32) or "start" (88). `icon_after` puts the icon behind the words.
    """

    def __init__(
        self,
        text: str,
        kind: str = "secondary",
        icon: str | None = None,
        key: str | None = None,
        *,
        size: str = "normal",
        icon_after: bool = False,
        says: str = "",
    ) -> None:
        super().__init__()
        self._icon, self._key, self._size, self._after = icon, key, SIZES[size], icon_after
        self._says = says
        self.setProperty("kind", kind)
        self.setFixedHeight(self._size.height)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        ringed(self)
        self.set_text(text)

    @property
    def kind(self) -> str:
        """Which of the five looks it has."""
        return str(self.property("kind"))

    @property
    def key(self) -> str | None:
        """The key printed on it."""
        return self._key

    def set_kind(self, kind: str) -> None:
        """Change the look: "primary", "secondary", "soft", "plain", "danger"."""
        theme.set_property(self, "kind", kind)
        self.update()

    def set_text(self, text: str, says: str = "") -> None:
        """Change the words; `says` is what a screen reader says when words alone are not enough."""
        self._says = says or self._says
        self.setText(text)
        self.setAccessibleName(self._says or text)
        if not text:
            self.setToolTip(self._says)
        self.updateGeometry()

    def set_icon(self, name: str | None) -> None:
        """Change the icon."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_key(self, key: str | None) -> None:
        """Change the key cap."""
        self._key = key
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        margin = self._size.padding if self.text() else (self._size.height - self._size.icon) // 2 - 1
        return QSize(round(self._content_width()) + 2 * margin + 2, self._size.height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""  # type: ignore[attr-defined]  # missing from the stubs
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        self._paint_content(painter)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does; arrows belong to the page (Qt would move the focus)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _role(self) -> str:
        return self._size.bold if self.kind in _BOLD else self._size.regular

    def _token(self) -> str:
        return _WORDS[self.kind] if self.isEnabled() else "disabled"

    def _text_width(self) -> int:
        return QFontMetrics(theme.font(self._role())).horizontalAdvance(self.text())

    def _content_width(self) -> float:
        parts = [self._size.icon] if self._icon else []
        parts += [self._text_width()] if self.text() else []
        parts += [cap_width(self._key)] if self._key else []
        return sum(parts) + self._gap() * (len(parts) - 1)

    def _gap(self) -> int:
        return 2 * _GAP if self._size.height > 48 else _GAP

    def _paint_content(self, painter: QPainter) -> None:
        x = (self.width() - self._content_width()) / 2
        if self._icon and not self._after:
            x = self._paint_icon(painter, x)
        if self.text():
            x = self._paint_text(painter, x)
        if self._icon and self._after:
            x = self._paint_icon(painter, x)
        if self._key:
            self._paint_key(painter, x)

    def _paint_icon(self, painter: QPainter, x: float) -> float:
        side = self._size.icon
        spot = QRectF(x, (self.height() - side) / 2, side, side)
        icons.paint(painter, spot, self._icon or "", self._token())
        return x + side + self._gap()

    def _paint_text(self, painter: QPainter, x: float) -> float:
        width = self._text_width()
        painter.setPen(theme.color(self._token()))
        painter.setFont(theme.font(self._role()))
        painter.drawText(QRectF(x, 0, width + 2, self.height()), Qt.AlignmentFlag.AlignVCenter, self.text())
        return x + width + self._gap()

    def _paint_key(self, painter: QPainter, x: float) -> None:
        look = "on-accent" if self.kind == "primary" else "plain"
        rect = QRectF(x, (self.height() - HEIGHT) / 2, cap_width(self._key or ""), HEIGHT)
        paint_cap(painter, rect, self._key or "", look if self.isEnabled() else "disabled")
