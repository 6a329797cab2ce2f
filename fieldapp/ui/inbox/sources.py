"""The two cards at the top: the sticks that are there, and a place to drop files."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from fieldapp.ui.components import Button, Card, IconLabel, column, label, row
from fieldapp.wording import tr


class Sources(QWidget):
    """`rescan` and `browse` are pressed by people; the page says what they do."""

    def __init__(self) -> None:
        super().__init__()
        self.stick_title, self.stick_text = label("", "body-bold"), label("", "small", "ink-2")
        self.rescan = Button("", "secondary", "refresh", "F5")
        self._drop_title, self._drop_text = label("", "body-bold"), label("", "small", "ink-2")
        self.browse = Button("", "secondary", "folder-open-outline", "Ctrl+O")
        top = row(spacing=16)
        top.addWidget(_card("usb-flash-drive-outline", self.stick_title, self.stick_text, self.rescan), 1)
        top.addWidget(_card("tray-arrow-down", self._drop_title, self._drop_text, self.browse), 2)
        self.setLayout(top)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.rescan.set_text(tr("Rescan"))
        self._drop_title.setText(tr("Drop bundles, folders or workbooks here"))
        self._drop_text.setText(tr("Nothing changes until you press Merge."))
        self.browse.set_text(tr("Browse"))


def _card(icon: str, title: QLabel, text: QLabel, button: Button) -> Card:
    card = Card(padding=16, spacing=0)
    line = row(spacing=12)
    line.addWidget(IconLabel(icon, "accent", 32))
    words = column(spacing=2)
    words.addWidget(title)
    words.addWidget(text)
    line.addLayout(words, 1)
    line.addWidget(button)
    card.body.addLayout(line)
    return card
