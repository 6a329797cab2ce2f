"""Fusion with our focus margins, and the blue ring that follows the focus."""

from __future__ import annotations

from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import (
    QApplication,
    QFocusFrame,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from fieldapp.ui import theme
from fieldapp.ui.signals import bridge

W = TypeVar("W", bound=QWidget)

GAP = 2  # between the control and the line
_MARGINS = (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin)


class Style(QProxyStyle):
    """Draws the focus frame outside the control, above its neighbours."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in _MARGINS:
            return GAP + theme.measure("ring")
        return super().pixelMetric(metric, option, widget)

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returned: QStyleHintReturn | None = None,
    ) -> int:
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return super().styleHint(hint, option, widget, returned)


class FocusRing(QObject):
    """One ring for each window; widgets ask for it with the property `ring` (their corner radius)."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.frame = QFocusFrame(window)
        self.frame.setObjectName("ring")
        application().focusChanged.connect(self._follow)
        bridge.theme_changed.connect(self._again)

    def _again(self, _theme: str) -> None:
        """A new style sheet hides the frame and moves the controls: set it anew."""
        self._follow(None, QApplication.focusWidget())

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        if not shiboken6.isValid(self._window):
            return  # the focus moves while a window is taken down
        self.frame.setWidget(None)  # type: ignore[arg-type]  # Qt takes a null pointer here
        self.frame.setParent(self._window)  # Qt hung it into the scroll area, which may be on its way out
        if new is None or new.property("ring") is None or new.window() is not self._window:
            return
        if area := enclosing_scroll_area(new):
            area.ensureWidgetVisible(new, 0, 8)  # a ring set on a widget out of view stays hidden
        theme.set_property(self.frame, "corner", int(new.property("ring")))
        self.frame.setWidget(new)


def enclosing_scroll_area(widget: QWidget) -> QScrollArea | None:
    """The nearest scroll area around `widget`."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def application() -> QApplication:
    """The running application."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app


def ringed(widget: W, radius: int = 6) -> W:
    """Mark `widget` as one that shows the focus ring, with its corner radius."""
    widget.setProperty("ring", radius)
    return widget
