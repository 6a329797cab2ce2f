"""The upper card of the page: how the second copy stands, make one now, where they go, the drill."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fieldapp.ui import clock
from fieldapp.ui.backup import words
from fieldapp.ui.components import Banner, Button, Card, IconLabel, Segmented, column, label, row, rule
from fieldapp.ui.home.safety import HURT, SAVE
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.backup import Outlook, Wishes
    from fieldapp.problems import Problem

MINUTES = ("5", "15", "30", "60")
LABEL_WIDTH = 200


class StateCard(Card):
    """Emits what a person wants; knows no study."""

    wanted = Signal()
    choose = Signal()
    any_stick = Signal()
    minutes_chosen = Signal(int)
    drill = Signal()

    def __init__(self) -> None:
        super().__init__(padding=20, spacing=12)
        self._icon = IconLabel(SAVE, "accent", 24)
        self.said = label("", "page-title")
        self.note = label("", "body", "ink-2", wrap=True)
        self.button = Button("", "primary", "content-save-outline", "Ctrl+Enter")
        self.banner = Banner("warn")
        self.plain = Banner("info")
        self._labels: dict[str, QLabel] = {}
        self.place = label("", "body", wrap=True)
        self.choose_button = Button("", "secondary", "folder-open-outline")
        self.stick_button = Button("", "plain")
        self.minutes = Segmented([(text, text) for text in MINUTES], height=40)
        self.tried = label("", "body", "ink-2", wrap=True)
        self.drill_button = Button("", "secondary", "check-decagram-outline")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = row(spacing=12)
        head.addWidget(self._icon)
        texts = column(spacing=0)
        texts.addWidget(self.said)
        texts.addWidget(self.note)
        head.addLayout(texts, 1)
        head.addWidget(self.button)
        self.body.addLayout(head)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.plain)
        self.body.addWidget(rule())
        self.body.addLayout(self._line("where", self.place, self.stick_button, self.choose_button))
        self.body.addLayout(self._line("often", self.minutes))
        self.body.addLayout(self._line("drill", self.tried, self.drill_button))

    def _line(self, name: str, first: QWidget, *buttons: QWidget) -> QHBoxLayout:
        line = row(spacing=12)
        self._labels[name] = label("", "body", "ink-2")
        self._labels[name].setFixedWidth(LABEL_WIDTH)
        line.addWidget(self._labels[name])
        line.addWidget(first, 0 if isinstance(first, Segmented) else 1)
        if isinstance(first, Segmented):
            line.addStretch(1)
        for button in buttons:
            line.addWidget(button)
        return line

    def _connect(self) -> None:
        self.button.clicked.connect(self.wanted)
        self.choose_button.clicked.connect(self.choose)
        self.stick_button.clicked.connect(self.any_stick)
        self.drill_button.clicked.connect(self.drill)
        self.minutes.chosen.connect(lambda text: self.minutes_chosen.emit(int(text)))

    def show_outlook(self, outlook: Outlook, problem: Problem | None, *, busy: bool) -> None:
        """How it stands now."""
        wrong = words.troubled(outlook, problem)
        icon, tone = (HURT, "warn") if wrong or outlook.late else (SAVE, "accent")
        self._icon.set_icon(icon, tone)
        self.said.setText(tr("Backing up…") if busy else words.backed_up(outlook.last))
        self.note.setText(words.whereto(outlook.last))
        self.banner.set("warn", wrong)
        self.banner.setVisible(bool(wrong))
        self.plain.setVisible(outlook.level == "bare")
        self.button.setEnabled(not busy)

    def show_wishes(self, wishes: Wishes, drilled: datetime | None, *, can_drill: bool) -> None:
        """What was chosen, and the last drill."""
        self.place.setText(wishes.folder or tr("The USB stick that is plugged in, else this laptop"))
        self.stick_button.setVisible(bool(wishes.folder))
        self.minutes.set_value(str(wishes.minutes))
        never = tr(
            "Never tried. A drill restores the newest backup, compares every row and removes it again."
        )
        when = tr("Last tried {when}; it went well.", when=clock.when(drilled)) if drilled else never
        self.tried.setText(when)
        self.drill_button.setEnabled(can_drill)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.button.set_text(tr("Back up now"))
        self.choose_button.set_text(tr("Choose…"))
        self.stick_button.set_text(tr("Any stick"))
        self.drill_button.set_text(tr("Restore drill"))
        said = {"where": tr("Backups go to"), "often": tr("At least every"), "drill": tr("Restore drill")}
        for name, text in said.items():
            self._labels[name].setText(text)
        self.minutes.set_options([(text, _minutes(int(text))) for text in MINUTES])
        self.minutes.setAccessibleName(tr("At least every"))
        self.plain.set(
            "info", tr("The study is not encrypted, so its backups are not either. Lock the stick away.")
        )


def _minutes(number: int) -> str:
    return trn("{n} minute", "{n} minutes", number)
