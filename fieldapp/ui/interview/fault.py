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

    state = "error"

    def __init__(self) -> None:
        super().__init__()
        self._said = ""
        self.hide()

    def say(self, text: str, state: str = "error", *, to_confirm: bool = False) -> None:
        """Show a sentence as "error", "warn" or "ok"; "" hides the line."""
        self._said, self.state = text, state
        self.setVisible(bool(text))
        if text:
            self._show(to_confirm)

    def _show(self, to_confirm: bool) -> None:
        if self.layout() is None:  # most questions never have a fault
            self._make()
        icon, tone = _ICONS[self.state]
        self._icon.set_icon(icon, tone)
        self._text.setText(self._said)
        theme.set_tone(self._text, tone)
        self.right.set_text(tr("It is right"))
        self.right.setVisible(to_confirm)

    def _make(self) -> None:
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

    def text(self) -> str:
        """What it says now."""
        return self._said if not self.isHidden() else ""
