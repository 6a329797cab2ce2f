"""The line under a field that says what is wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.ui import theme
from fieldapp.ui.components import IconLabel, label

_ICONS = {"error": "alert-circle", "warn": "alert"}


class FaultLine(QWidget):
    """Icon and one sentence; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("alert-circle", "error", 20)
        self._text = label("", "body-bold", "error", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 6, 0, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        self.hide()

    def say(self, text: str, state: str = "error") -> None:
        """Show a sentence; "" hides the line."""
        self._text.setText(text)
        if text:
            self._icon.set_icon(_ICONS[state], state)
            theme.set_tone(self._text, state)
        self.setVisible(bool(text))

    def text(self) -> str:
        """What it says now."""
        return self._text.text() if not self.isHidden() else ""
