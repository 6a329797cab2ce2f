"""On a narrow screen the column at the right gives way: what can be done there are icons at the top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from fieldapp.ui.components import Button, row

NARROW = 1280


class Few(QWidget):
    """An icon for each of the buttons that are out of sight; it does what they do."""

    def __init__(self, buttons: Sequence[tuple[Button, str]]) -> None:
        super().__init__()
        self._buttons = [(button, Button("", "secondary", icon)) for button, icon in buttons]
        line = row(spacing=8)
        for button, mine in self._buttons:
            line.addWidget(mine)
            mine.clicked.connect(button.click)
        self.setLayout(line)

    def refresh(self) -> None:
        """Those that apply, with their words as tool tips."""
        for button, mine in self._buttons:
            key = f" ({button.key})" if button.key else ""
            mine.set_text("", button.text() + key)
            mine.setVisible(not button.isHidden())
