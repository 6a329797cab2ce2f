"""The first page: open the sample study, a study of your own, or make one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.ui import clock
from fieldapp.ui.components import Button, Card, LineInput, column, label, row, rule
from fieldapp.ui.desk import Desk
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.study import Recent

WIDTH = 720
SHOWN = 4


class WelcomePage(Page):
    """No study is open, or a new one is wanted."""

    open_folder = Signal()
    choose_folder = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._folder: Path | None = None
        self._title = label("", "title")
        self._intro = label("", "body", "ink-2", wrap=True)
        self.sample = Button("", "primary", "school-outline")
        self.open_button = Button("", "secondary", "folder-open-outline")
        self._new_title = label("", "body-bold")
        self._name_label = label("", "body", "ink-2")
        self.name = LineInput()
        self._folder_label = label("", "body", "ink-2")
        self.folder = LineInput()
        self.folder_button = Button("", "secondary", "folder-open-outline")
        self.make = Button("", "secondary", "plus")
        self._reason = label("", "body", "ink-3")
        self._recent_title = label("", "body-bold")
        self._recent = column()
        self._recent_buttons: list[Button] = []
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        card = Card(padding=24, spacing=12)
        card.setFixedWidth(WIDTH)
        card.body.addWidget(self._title)
        card.body.addWidget(self._intro)
        doors = row()
        doors.addWidget(self.sample)
        doors.addWidget(self.open_button)
        doors.addStretch(1)
        card.body.addLayout(doors)
        card.body.addWidget(self._recent_title)
        card.body.addLayout(self._recent)
        card.body.addWidget(rule())
        card.body.addWidget(self._new_title)
        card.body.addLayout(_field(self._name_label, self.name))
        card.body.addLayout(_field(self._folder_label, self.folder, self.folder_button))
        last = row()
        last.addStretch(1)
        last.addWidget(self._reason)
        last.addWidget(self.make)
        card.body.addLayout(last)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.addStretch(1)
        page.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        page.addStretch(2)

    def _connect(self) -> None:
        self.sample.clicked.connect(lambda: self._desk.open_sample())
        self.open_button.clicked.connect(self.open_folder)
        self.folder_button.clicked.connect(lambda: self.choose_folder.emit(self._take_folder))
        self.make.clicked.connect(self._create)
        self.name.returnPressed.connect(self.make.click)
        self.folder.returnPressed.connect(self.make.click)
        self.name.textChanged.connect(self._check)
        self.folder.textChanged.connect(self._check)

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
        first = self._recent_buttons[0] if self._recent_buttons else self.sample
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self._title.setText(tr("Which study?"))
        intro = tr("A study is a folder with its forms and all answers. Nothing leaves this laptop.")
        self._intro.setText(intro)
        self.sample.set_text(tr("Try the sample study"))
        self.open_button.set_text(tr("Open a study folder…"))
        self._recent_title.setText(tr("Opened lately"))
        self._new_title.setText(tr("Make a new study"))
        for words, field, button_text in (
            (self._name_label, self.name, tr("Name of the study")),
            (self._folder_label, self.folder, tr("Folder")),
        ):
            words.setText(button_text)
            field.setAccessibleName(button_text)
        self.folder_button.set_text(tr("Choose…"))
        self.make.set_text(tr("Make the study"))
        self._check()
        if self.isVisible():
            self.refresh()

    def keys(self) -> Keys:
        return (("Tab", tr("next control")), ("Enter", tr("press the button with the blue ring")))

    def _take_folder(self, folder: Path) -> None:
        self._folder = folder
        self.folder.setText(str(folder))

    def _check(self) -> None:
        ready = bool(self.name.text().strip() and self.folder.text().strip())
        self.make.setEnabled(ready)
        self._reason.setText("" if ready else tr("Needs a name and a folder."))

    def _create(self) -> None:
        name = self.name.text().strip()
        if self._desk.create_study(Path(self.folder.text().strip()), name):
            self.name.clear()
            self.folder.clear()


def _field(words: QWidget, field: QWidget, button: QWidget | None = None) -> QHBoxLayout:
    line = row()
    words.setFixedWidth(160)
    line.addWidget(words)
    line.addWidget(field, 1)
    if button is not None:
        line.addWidget(button)
    return line
