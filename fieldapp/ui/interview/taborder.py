"""Where Tab goes: the answers of the page, next, back, then the outline and the bar above.

Qt's own order is that in which widgets were made; the bars are older than any page, so Tab in the last field
would lead to Pause.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from fieldapp.ui.interview.frame import Frame


def stops(frame: Frame) -> list[QWidget]:
    """Everything that takes Tab now, in order."""
    bottom, outline, top = frame.bottom, frame.outline, frame.top
    view = frame.stack.currentWidget()
    inside = list(_inside(view)) if view is not None else []
    bars = [
        bottom.next_button,
        bottom.back_button,
        *_inside(outline),
        *_inside(top),
        frame.again,
        frame.clock_seen,
    ]
    return [*inside, *(widget for widget in bars if _takes_tab(widget))]


def after(order: list[QWidget], focus: QWidget | None, onward: bool) -> QWidget | None:
    """The next stop round the circle; None where the focus stands outside of it (a slip, a popup)."""
    at = next((at for at, stop in enumerate(order) if focus is not None and _holds(stop, focus)), None)
    if at is None or len(order) < 2:
        return None
    return order[(at + (1 if onward else -1)) % len(order)]


def _holds(stop: QWidget, focus: QWidget) -> bool:
    return stop is focus or stop.focusProxy() is focus


def _inside(part: QWidget) -> Iterator[QWidget]:
    """The stops of a part, in the order of Qt's chain, which holds the window: no further than needed."""
    wanted = {one for one in part.findChildren(QWidget) if _takes_tab(one) and one.focusProxy() is None}
    widget = part.nextInFocusChain()
    while wanted and widget is not None and widget is not part:
        if widget in wanted:
            wanted.remove(widget)
            yield widget
        widget = widget.nextInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tab and widget.isVisible() and widget.isEnabled()
