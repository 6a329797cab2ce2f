"""Icons: glyphs of the `mdi6` set, drawn at paint time in the colour of a token.

The font comes with qtawesome, whose import costs more than a whole window. So nothing is drawn until
`load()` ran, which the application does right after its first paint; then everything repaints.
Because the colour is looked up while painting, icons follow the theme without being told.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QIconEngine, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from fieldapp.ui import theme
from fieldapp.ui.signals import bridge

_family: str | None = None
_glyphs: dict[str, str] = {}


def load() -> None:
    """Read the icon font; call it after the first paint. A second call does nothing."""
    global _family
    if _family is not None:
        return
    import qtawesome
    from qtawesome.iconic_font import IconicFont

    only = [font for font in qtawesome._BUNDLED_FONTS if font[0] == "mdi6"]  # one family of seven
    iconic = IconicFont(*only)
    _glyphs.update(iconic.charmap["mdi6"])
    _family = iconic.fontname["mdi6"]
    bridge.icons_ready.emit()


def loaded() -> bool:
    """Whether icons can be drawn yet."""
    return _family is not None


def paint(painter: QPainter, rect: QRect | QRectF, name: str, token: str) -> None:
    """Draw an icon into `rect` in the colour of `token`; nothing before `load()`."""
    if _family is None:
        return
    painter.save()
    painter.setFont(_font(min(rect.width(), rect.height())))
    painter.setPen(theme.color(token))
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, _glyphs[name])
    painter.restore()


def icon(name: str, token: str = "ink-2", size: int = 20) -> QIcon:
    """A live `QIcon`: it appears once icons are loaded and changes colour with the theme."""
    if loaded() and name not in _glyphs:
        raise KeyError(name)  # here, since an exception inside an icon engine ends the process
    return QIcon(_Engine(name, token, size))


def _font(px: float) -> QFont:
    font = QFont(_family or "")
    font.setPixelSize(round(px))
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return font


class _Engine(QIconEngine):
    def __init__(self, name: str, token: str, size: int) -> None:
        super().__init__()
        self._name, self._token, self._size = name, token, size

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        if self._name in _glyphs:
            paint(painter, rect, self._name, "disabled" if mode == QIcon.Mode.Disabled else self._token)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(QColor(Qt.GlobalColor.transparent))
        painter = QPainter(made)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def actualSize(self, _size: QSize, _mode: QIcon.Mode, _state: QIcon.State) -> QSize:
        return QSize(self._size, self._size)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._token, self._size)


class IconLabel(QWidget):
    """An icon standing by itself in a layout; give it words when nothing beside it says the same."""

    def __init__(self, name: str, token: str = "ink-2", size: int = 20, says: str = "") -> None:
        super().__init__()
        self._name, self._token = name, token
        self.setFixedSize(size, size)
        self.say(says)

    def set_icon(self, name: str, token: str | None = None) -> None:
        """Show another icon, or the same in another colour."""
        self._name, self._token = name, token or self._token
        self.update()

    def say(self, text: str) -> None:
        """Its accessible name and tool tip."""
        self.setAccessibleName(text)
        self.setToolTip(text)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint(painter, self.rect(), self._name, self._token)
        painter.end()
