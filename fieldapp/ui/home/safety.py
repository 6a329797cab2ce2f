"""The safety card: encrypted or not, the second copy, what is ready to be handed over."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.ui import clock
from fieldapp.ui.backup import words
from fieldapp.ui.components import Button, Card, IconLabel, column, label, row
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.backup import Outlook
    from fieldapp.problems import Problem
    from fieldapp.transfer import Waiting

SHIELD = {True: ("shield-lock-outline", "accent"), False: ("shield-off-outline", "error")}
SAVE = "content-save-check-outline"
HURT = "content-save-alert-outline"


class SafetyCard(Card):
    """Amber when the second copy is late, red when the study is not encrypted."""

    hand_over = Signal()
    take_in = Signal()
    backup = Signal()
    drill = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=8)
        self._count = 0
        self._waiting: Waiting | None = None
        self._afield = False
        self._outlook: Outlook | None = None
        self._problem: Problem | None = None
        self._title = label("", "page-title")
        self.encrypted, self.copy, self.ready = Fact(), Fact(), Fact()
        self.remind = Button("", "soft", size="table")
        self.button = Button("", "secondary", "export-variant", "Ctrl+E")
        self.take_button = Button("", "plain", "inbox-arrow-down-outline", size="table")
        self.button.clicked.connect(self.hand_over)
        self.take_button.clicked.connect(self.take_in)
        self.remind.clicked.connect(self._act)
        self.body.addWidget(self._title)
        for part in (self.encrypted, self.copy, self.ready, self.remind):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addWidget(self.button)
        self.body.addWidget(self.take_button)

    def show_count(self, finalized: int, waiting: Waiting | None, *, afield: bool) -> None:
        """How many are finished, and how many of them are on no stick yet (None: nobody counts, in practice).

        `afield`: it is an enumerator's laptop, whose rail has no Inbox.
        """
        self._count, self._waiting, self._afield = finalized, waiting, afield
        self.button.setEnabled(finalized > 0 or (waiting is not None and waiting.events > 0))
        self.take_button.setVisible(afield)
        self.retranslate()

    def show_outlook(self, outlook: Outlook | None, problem: Problem | None) -> None:
        """How the second copy stands; None without a study."""
        self._outlook, self._problem = outlook, problem
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(tr("Data safety"))
        self.button.set_text(tr("Hand to the supervisor…") if self._afield else tr("Hand over…"))
        self.take_button.set_text(tr("Take in from a stick…"))
        self._tell_ready()
        for part in (self.encrypted, self.copy):
            part.setVisible(self._outlook is not None)
        self.remind.hide()
        if self._outlook is not None:
            self._tell_encrypted(self._outlook)
            self._tell_copy(self._outlook)
            self._tell_reminder(self._outlook)

    def _tell_encrypted(self, outlook: Outlook) -> None:
        safe = outlook.level != "bare"
        said = tr("Encrypted on this laptop") if safe else tr("Not encrypted")
        note = tr("Who finds the laptop reads nothing.") if safe else tr("Who takes the laptop reads all.")
        self.encrypted.tell(*SHIELD[safe], said, note, alarm="" if safe else "error")

    def _tell_copy(self, outlook: Outlook) -> None:
        wrong = words.troubled(outlook, self._problem)
        amber = bool(wrong) or outlook.late
        note = wrong or words.whereto(outlook.last)
        icon, tone = (HURT, "warn") if amber else (SAVE, "accent")
        self.copy.tell(icon, tone, words.backed_up(outlook.last), note, alarm="warn" if amber else "")

    def _tell_ready(self) -> None:
        waiting = self._waiting
        self.ready.setVisible(waiting is not None)
        if waiting is None:
            return
        if waiting.count:
            said = trn("{n} not handed over yet", "{n} not handed over yet", waiting.count)
            oldest = tr("oldest: {when}", when=clock.when(datetime.fromisoformat(waiting.oldest)))
            self.ready.tell("tray-arrow-up", "warn", said, oldest)
        elif waiting.events:
            said = trn("{n} entry not handed over yet", "{n} entries not handed over yet", waiting.events)
            self.ready.tell("tray-arrow-up", "warn", said, tr("Cases, results of contacts, comments"))
        elif self._count:
            self.ready.tell("tray-arrow-up", "accent", tr("All handed over"), "")
        else:
            nothing = tr("Finish one first.")
            self.ready.tell("tray-arrow-up", "accent", tr("No finished interviews"), nothing)

    def _tell_reminder(self, outlook: Outlook) -> None:
        """One thing to do: a backup that is late, else the drill of this month."""
        self.remind.setVisible(outlook.late or outlook.drill_due)
        self.remind.set_text(tr("Back up now") if outlook.late else tr("Try whether a backup opens"))

    def _act(self) -> None:
        if self._outlook is not None:
            (self.backup if self._outlook.late else self.drill).emit()


class Fact(QWidget):
    """An icon, a few bold words, a line below."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = IconLabel(SAVE, "accent", 24)
        self.words = label("", "body-bold", wrap=True)
        self.note = label("", "small", "ink-3", wrap=True)
        line = row(spacing=12)
        line.addWidget(self._icon)
        texts = column(spacing=0)
        texts.addWidget(self.words)
        texts.addWidget(self.note)
        line.addLayout(texts, 1)
        self.setLayout(line)

    def tell(self, icon: str, tone: str, said: str, note: str, alarm: str = "") -> None:
        """Say it; `alarm` is the token of the note's colour where something is to be done."""
        from fieldapp.ui import theme

        self._icon.set_icon(icon, tone)
        self.words.setText(said)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        theme.set_property(self.note, "tone", alarm or "ink-3")
