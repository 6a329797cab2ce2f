"""The bar along the top of every page: 56 px."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from fieldapp.ui.components.frames import Bar, rule

HEIGHT = 56


class TopBar(Bar):
    """Put things into `.row`; `divide()` adds the short vertical line between groups."""

    def __init__(self, margins: tuple[int, int] = (16, 16), spacing: int = 16) -> None:
        super().__init__("top")
        self.setFixedHeight(HEIGHT)
        self.row.setContentsMargins(margins[0], 0, margins[1], 0)
        self.row.setSpacing(spacing)

    def divide(self) -> QFrame:
        """A short vertical line."""
        line = rule("v")
        line.setFixedHeight(24)
        self.row.addWidget(line)
        return line
