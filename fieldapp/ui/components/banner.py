"""A sentence in the flow of a page, for what stays true until something is done."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout

from fieldapp.ui import theme
from fieldapp.ui.components.frames import label
from fieldapp.ui.icons import IconLabel

ICONS = {
    "ok": ("check-circle", "accent"),
    "warn": ("alert", "warn"),
    "error": ("close-octagon", "error"),
    "info": ("information-outline", "ink-2"),
}


class Banner(QFrame):
    """`kind` is ok, warn, error or info; `.row` takes a button after the sentence."""

    def __init__(self, kind: str = "info", text: str = "") -> None:
        super().__init__()
        self._icon = IconLabel(*ICONS[kind])
        self._text = label(text, "body", wrap=True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(12, 8, 12, 8)
        self.row.setSpacing(12)
        self.row.addWidget(self._icon)
        self.row.addWidget(self._text, 1)
        self.set(kind, text)

    def text(self) -> str:
        """The sentence."""
        return self._text.text()

    def set(self, kind: str, text: str) -> None:
        """Another sentence, and its kind."""
        theme.set_property(self, "banner", kind)
        self._icon.set_icon(*ICONS[kind])
        self._text.setText(text)
        self.setAccessibleName(text)
