"""A short word at the bottom centre: one at a time, with undo inside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QHideEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QWidget

from fieldapp.ui import theme
from fieldapp.ui.components.banner import ICONS
from fieldapp.ui.components.button import Button
from fieldapp.ui.components.frames import label
from fieldapp.ui.icons import IconLabel
from fieldapp.wording import tr

SHOWN_MS = 4000
_GAP, _TRIES = 12, 4
_KEEP_CLEAR_MS = 250  # pages change below it


class Toast(QFrame):
    """One for each window. Errors stay until closed, the rest 4 seconds."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._action: Callable[[], object] | None = None
        self.lift = 24  # above the bottom edge; an interview lifts it over its bottom bar
        self._icon = IconLabel(*ICONS["ok"])
        self._text = label("", "body", wrap=False)
        self._button = Button("", "link", size="table")
        self._close = Button("", "plain", "close", size="table")
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._keep_clear = QTimer(self, interval=_KEEP_CLEAR_MS)
        self._keep_clear.timeout.connect(self.place)
        self._lay_out()
        self._button.clicked.connect(self.act)
        self._close.clicked.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(12)
        for part in (self._icon, self._text, self._button, self._close):
            row.addWidget(part)
        row.setStretchFactor(self._text, 1)

    def say(
        self,
        text: str,
        kind: str = "ok",
        action: str = "",
        act: Callable[[], object] | None = None,
        *,
        key: str | None = None,
        icon: str | None = None,
    ) -> None:
        """Show `text`; `action` is the word of a button that calls `act` (undo, open folder)."""
        self._action = act
        theme.set_property(self, "toast", kind)
        name, token = ICONS[kind]
        self._icon.set_icon(icon or name, token)
        self._text.setText(text)
        self._button.set_text(action)
        self._button.set_key(key)
        self._button.setVisible(bool(action))
        self._close.set_text("", tr("Close"))
        self._show(text, stays=kind == "error")

    def text(self) -> str:
        """What it says now; "" when it is hidden."""
        return self._text.text() if self.isVisible() else ""

    def _show(self, text: str, *, stays: bool) -> None:
        self.setAccessibleName(text)
        self._close.setVisible(stays)
        self.show()
        self.place()
        self.raise_()
        self._timer.stop() if stays else self._timer.start()
        self._keep_clear.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._keep_clear.stop()

    @property
    def offers(self) -> bool:
        """Whether its button would do something (undo)."""
        return self.isVisible() and self._action is not None

    def act(self) -> None:
        """What its button does; Ctrl+Z comes here too."""
        act, self._action = self._action, None
        self.hide()
        if act is not None:
            act()

    def place(self) -> None:
        """Bottom centre of the window; long sentences wrap."""
        window = self._window
        widest = max(200, min(720, window.width() - 48))
        self._text.setWordWrap(False)
        width = min(widest, self.sizeHint().width())
        self._text.setWordWrap(width == widest)
        self.setFixedWidth(width)
        height = max(44, self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height())
        self.setFixedHeight(height)
        left, top = (window.width() - width) // 2, window.height() - self.lift - height
        self.move(left, self._clear_of_buttons(QRect(left, top, width, height)))

    def _clear_of_buttons(self, place: QRect) -> int:
        """Where its top edge goes so that it covers no button; high up it gives that up."""
        lowest, window = place.top(), self._window
        for _ in range(_TRIES):
            covered = [
                QRect(button.mapTo(window, QPoint(0, 0)), button.size()).top()
                for button in window.findChildren(QAbstractButton)
                if button.isVisible() and not self.isAncestorOf(button)
                and place.intersects(QRect(button.mapTo(window, QPoint(0, 0)), button.size()))
            ]  # fmt: skip
            if not covered:
                return place.top()
            place.moveBottom(min(covered) - _GAP)
        return lowest

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)
