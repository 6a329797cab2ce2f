"""The one bridge over which the whole window hears that its look or language changed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Bridge(QObject):
    """Emitted after the change is in force; listeners only redraw or set their texts again."""

    language_changed = Signal(str)
    theme_changed = Signal(str)
    text_size_changed = Signal(int)
    icons_ready = Signal()


bridge = Bridge()
