"""The line under a field that says what is wrong, or what is to be confirmed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.ui import theme
from fieldapp.ui.components import Button, IconLabel, label
from fieldapp.wording import tr

_ICONS = {"error": ("alert-circle", "error"), "warn": ("alert", "warn"), "ok": ("check", "ink-2")}


class FaultLine(QWidget):
    """Icon and one sentence; hidden while there is none. `confirmed`: the answer is right as it is."""

    confirmed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel("alert-circle", "error", 20)
        self._text = label("", "body-bold", "error", wrap=True)
        self.right = Button("", key="Alt+Y", size="table")
        self.right.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.right.clicked.connect(self.confirmed)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 6, 0, 2)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self.right)
        self.right.hide()
        self.hide()

    def say(self, text: str, state: str = "error", *, to_confirm: bool = False) -> None:
        """Show a sentence as "error", "warn" or "ok"; "" hides the line."""
        self._text.setText(text)
        self.state = state
        if text:
            icon, tone = _ICONS[state]
            self._icon.set_icon(icon, tone)
            theme.set_tone(self._text, tone)
            self.right.set_text(tr("It is right"))
        self.right.setVisible(bool(text) and to_confirm)
        self.setVisible(bool(text))

    state = "error"

    def text(self) -> str:
        """What it says now."""
        return self._text.text() if not self.isHidden() else ""
