"""The page of studies: those opened lately, another folder, the sample, a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from fieldapp.ui import clock
from fieldapp.ui.components import Button, Card, column, label, row, rule
from fieldapp.ui.desk import Desk
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.study import Recent

WIDTH = 720
SHOWN = 4


class WelcomePage(Page):
    """No study is open, or another one is wanted."""

    open_folder = Signal()
    new_study = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._title = label("", "title")
        self._intro = label("", "body", "ink-2", wrap=True)
        self.sample = Button("", "secondary", "school-outline")
        self.open_button = Button("", "primary", "folder-open-outline")
        self.new_button = Button("", "secondary", "plus")
        self._recent_title = label("", "body-bold")
        self._recent = column()
        self._recent_buttons: list[Button] = []
        self._lay_out()
        self.sample.clicked.connect(lambda: self._desk.open_sample())
        self.open_button.clicked.connect(self.open_folder)
        self.new_button.clicked.connect(self.new_study)

    def _lay_out(self) -> None:
        card = Card(padding=24, spacing=12)
        card.setFixedWidth(WIDTH)
        card.body.addWidget(self._title)
        card.body.addWidget(self._intro)
        card.body.addWidget(self._recent_title)
        card.body.addLayout(self._recent)
        card.body.addWidget(rule())
        doors = row()
        for button in (self.open_button, self.new_button, self.sample):
            doors.addWidget(button)
        doors.addStretch(1)
        card.body.addLayout(doors)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.addStretch(1)
        page.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(2)

    def title(self) -> str:
        return tr("Studies")

    def refresh(self) -> None:
        for button in self._recent_buttons:
            self._recent.removeWidget(button)
            button.hide()
            button.deleteLater()
        entries = self._desk.recent()[:SHOWN]
        self._recent_buttons = [self._recent_button(entry) for entry in entries]
        self._recent_title.setVisible(bool(entries))

    def _recent_button(self, entry: Recent) -> Button:
        button = Button(f"{entry.name} · {clock.when(entry.opened)}", "soft")
        button.setToolTip(str(entry.folder))
        button.clicked.connect(lambda: self._desk.open_study(entry.folder))
        self._recent.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def opened(self) -> None:
        first = self._recent_buttons[0] if self._recent_buttons else self.open_button
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._title.setText(tr("Which study?"))
        intro = tr("A study is a folder with its forms and all answers. Nothing leaves this laptop.")
        self._intro.setText(intro)
        self.sample.set_text(tr("Try the sample study"))
        self.open_button.set_text(tr("Open a study folder…"))
        self.new_button.set_text(tr("New study…"))
        self._recent_title.setText(tr("Opened lately"))
        if self.isVisible():
            self.refresh()

    def keys(self) -> Keys:
        return (("Tab", tr("next control")), ("Enter", tr("press the button with the blue ring")))
