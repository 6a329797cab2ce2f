"""The rail of pages at the left: 88 px, an icon over a word."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton

from fieldapp.ui import icons, theme
from fieldapp.ui.components.frames import Bar
from fieldapp.ui.style import ringed

WIDTH = 88
NARROW = 56


class Rail(Bar):
    """Emits `chosen(page id)`. The last page added with `bottom=True` stands at the foot."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__("side")
        self.setFixedWidth(WIDTH)
        self.row.setContentsMargins(8, 8, 8, 8)
        self.row.setSpacing(4)
        self.row.addStretch(1)
        self._group = QButtonGroup(self)
        self._items: dict[str, RailItem] = {}

    def add(self, identity: str, icon: str, *, bottom: bool = False) -> None:
        """A page; its word comes with `set_text`."""
        item = RailItem(icon)
        item.clicked.connect(lambda: self.chosen.emit(identity))
        self._group.addButton(item)
        tops = sum(1 for other in self._items.values() if not other.at_bottom)
        item.at_bottom = bottom
        self.row.insertWidget(self.row.count() if bottom else tops, item)
        self._items[identity] = item

    def set_text(self, identity: str, text: str, key: str = "") -> None:
        """The word under the icon, and the key that opens the page."""
        self._items[identity].set_text(text, key)

    def set_badge(self, identity: str, count: int) -> None:
        """Count of things waiting; 0 hides it."""
        self._items[identity].set_badge(count)

    def set_current(self, identity: str) -> None:
        """Show which page is open."""
        self._items[identity].setChecked(True)

    def item(self, identity: str) -> RailItem:
        """The button of a page."""
        return self._items[identity]

    def pages(self) -> list[str]:
        """Ids from top to bottom."""
        return list(self._items)

    def set_narrow(self, narrow: bool) -> None:
        """Drop the words on a narrow screen; tool tips stay."""
        self.setFixedWidth(NARROW if narrow else WIDTH)
        self.row.setContentsMargins(4 if narrow else 8, 8, 4 if narrow else 8, 8)
        for item in self._items.values():
            item.set_narrow(narrow)


class RailItem(QToolButton):
    """One page on the rail."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon, self._badge, self._narrow, self.at_bottom = icon, 0, False, False
        self.setProperty("rail", "true")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        ringed(self)

    def set_text(self, text: str, key: str) -> None:
        """Word and key."""
        self.setText(text)
        self.setAccessibleName(text)
        self.setToolTip(f"{text} ({key})" if key else text)
        self.update()

    def set_badge(self, count: int) -> None:
        """Count of things waiting."""
        self._badge = count
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Without the word."""
        self._narrow = narrow
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(48, 48) if self._narrow else QSize(72, 64)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.text()
        painter = QPainter(self)
        if self.isChecked() or self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(theme.color("accent") if self._outlined() else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent-soft" if self.isChecked() else "sunken"))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)
        token = "accent" if self.isChecked() else "ink-2"
        top = 12 if not self._narrow else (self.height() - 24) // 2
        icons.paint(painter, QRect((self.width() - 24) // 2, top, 24, 24), self._icon, token)
        if not self._narrow:
            painter.setPen(theme.color(token))
            painter.setFont(theme.font("small-bold" if self.isChecked() else "small"))
            painter.drawText(QRect(0, 38, self.width(), 18), Qt.AlignmentFlag.AlignCenter, words)
        if self._badge:
            self._paint_badge(painter)
        painter.end()

    def _outlined(self) -> bool:
        return self.isChecked() and theme.current() == "sunlight"

    def _paint_badge(self, painter: QPainter) -> None:
        text = str(self._badge) if self._badge < 100 else "99+"
        spot = QRect(self.width() // 2 + 6, 6, 12 + 7 * len(text), 18)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent" if self.isChecked() else "ink-2"))
        painter.drawRoundedRect(spot, 9, 9)
        painter.setPen(theme.color("on-accent" if self.isChecked() else "surface"))
        painter.setFont(theme.font("small-bold"))
        painter.drawText(spot, Qt.AlignmentFlag.AlignCenter, text)
