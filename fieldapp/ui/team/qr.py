"""A text as a QR code, for the camera of a telephone: scanned there, sent on by a messenger, pasted here."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

MODULE = 4
"""Pixels of one square: read at arm's length from a bright screen."""
QUIET = 4
"""Squares of white around it, as ISO/IEC 18004 asks for."""


class QrCode(QWidget):
    """Always black on white, whatever the theme: cameras read nothing else surely."""

    def __init__(self) -> None:
        super().__init__()
        self.squares: list[bytes] = []
        """Line by line, 1 is black."""

    def show_text(self, text: str) -> None:
        """At most 2,900 bytes in UTF-8; with little redundancy, for a screen is never torn or stained."""
        import segno

        self.squares = [bytes(line) for line in segno.make(text, error="l", micro=False).matrix]
        side = (len(self.squares) + 2 * QUIET) * MODULE
        self.setFixedSize(side, side)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        for y, line in enumerate(self.squares):
            for x, black in enumerate(line):
                if black:
                    place = (x + QUIET) * MODULE, (y + QUIET) * MODULE
                    painter.fillRect(*place, MODULE, MODULE, Qt.GlobalColor.black)
        painter.end()
