"""What must vanish with the pages of a locked window: popups, dialogs, tool tips, toasts, the clipboard."""

from __future__ import annotations

from collections.abc import Iterator

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget


class Cover(QObject):
    """`put_on` hides everything that is not the page in front; `take_off` shows it again."""

    def __init__(self, window: QWidget, parts: tuple[QWidget, ...]) -> None:
        super().__init__(window)
        self._window, self._parts = window, parts
        self._hidden: list[QWidget] = []
        self._title = ""
        self.on = self._copied = False
        QGuiApplication.clipboard().dataChanged.connect(self._clipboard_changed)

    def _clipboard_changed(self) -> None:
        """What comes into the clipboard while this window is in front was most likely copied here."""
        self._copied = self._window.isActiveWindow()

    def put_on(self, title: str) -> None:
        """From now on nothing but the page in front is to be seen, also not what comes later."""
        if not self.on:
            self._title = self._window.windowTitle()
        self.on = True
        self._window.setWindowTitle(title)
        QGuiApplication.inputMethod().commit()
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        QToolTip.hideText()
        for widget in (*_dialogs(self._window), *self._parts):
            self._hide(widget)
        self._clear_clipboard()
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._window.repaint()

    def take_off(self, *, same_person: bool) -> None:
        """Dialogs come back for the person they belong to; for anybody else they are closed."""
        if not self.on:
            return
        self.on = False
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        self._window.setWindowTitle(self._title)
        hidden, self._hidden = self._hidden, []
        for widget in hidden:
            if not shiboken6.isValid(widget):
                continue
            if same_person:
                widget.show()
            elif isinstance(widget, QDialog):
                widget.reject()

    def _hide(self, widget: QWidget) -> None:
        if widget.isVisible():
            self._hidden.append(widget)
            widget.hide()

    def _clear_clipboard(self) -> None:
        """What was copied elsewhere stays."""
        clipboard = QGuiApplication.clipboard()
        if self._copied or clipboard.ownsClipboard():
            clipboard.clear()
        if clipboard.supportsSelection() and clipboard.ownsSelection():
            clipboard.clear(QClipboard.Mode.Selection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What opens while the window is locked (the end of an export, a question) waits too."""
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and self._is_foreign(watched):
            self._hide(watched)
        return super().eventFilter(watched, event)

    def _is_foreign(self, widget: QWidget) -> bool:
        return widget in self._parts or (widget.isWindow() and widget is not self._window)


def _dialogs(window: QWidget) -> Iterator[QWidget]:
    for widget in QApplication.topLevelWidgets():
        if widget is not window and widget.isVisible():
            yield widget
