"""The bar above an interview: pause, titles, time, saving, language, flag, note, menu."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from fieldapp.session import Session
from fieldapp.ui import theme
from fieldapp.ui.components import Button, Chip, IconLabel, Segmented, TopBar, label
from fieldapp.ui.interview import savestate, titles
from fieldapp.ui.interview.badge import Badge
from fieldapp.wording import tr


class InterviewBar(TopBar):
    """Says what is asked of it; of the session it reads the form, the time and why it is a correction."""

    pause = Signal()
    language = Signal(str)
    flag = Signal()
    note = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__((6, 16), 8)
        self._session = session
        interview = self._interview = session.interview
        self._saved: datetime | None = None
        self._failed = False
        self._turned = False
        self.pause_button = Button("", "plain", "arrow-left")
        self._form = label("", "small", "ink-2")
        self._case = label("", "body-bold")
        self._clock = IconLabel("timer-outline", "ink-2", 20)
        self._time = label("", "body-bold", "ink-2")
        self._names = QWidget()
        self.correction = Chip("", "warn", "pencil-outline")
        self._save_icon = IconLabel("content-save-check-outline", "accent", 20)
        self._save = label("", "body", "accent")
        names = interview.languages
        self.languages = Segmented([(name, titles.language_label(name)) for name in names])
        self.flag_button = Button("", "plain", "flag-outline")
        self.note_button = Button("", "plain", "comment-text-outline")
        self.badge = Badge()
        self.menu_button = Button("", "plain", "dots-vertical")
        self.menu = QMenu(self)
        self._tick = QTimer(self, interval=1000)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        lines = QVBoxLayout(self._names)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addStretch(1)
        lines.addWidget(self._form)
        lines.addWidget(self._case)
        lines.addStretch(1)
        self.row.addWidget(self.pause_button)
        self.divide()
        self.row.addWidget(self._names)
        self.row.addWidget(self.correction)
        self.row.addStretch(1)
        for part in (self._clock, self._time, self._save_icon, self._save):
            self.row.addWidget(part)
        if self._interview.languages:
            self.divide()
            self.row.addWidget(self.languages)
        for button in (self.flag_button, self.note_button, self.badge, self.menu_button):
            self.row.addWidget(button)

    def _connect(self) -> None:
        self.pause_button.clicked.connect(self.pause)
        self.languages.chosen.connect(self.language)
        self.flag_button.clicked.connect(self.flag)
        self.note_button.clicked.connect(self.note)
        self.menu_button.clicked.connect(self._open_menu)
        for button in (self.pause_button, self.flag_button, self.note_button, self.menu_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tick.timeout.connect(self.show_time)
        self._tick.start()

    def stop(self) -> None:
        """The interview is closed: no more ticking."""
        self._tick.stop()

    def saved(self) -> None:
        """The journal has an answer."""
        self._saved, self._failed = datetime.now(), False
        self._show_save()

    def failed(self) -> None:
        """The journal could not take an answer."""
        self._failed = True
        self._show_save()

    def show_title(self) -> None:
        """The case's name may have changed with an answer."""
        self._case.setText(titles.case_title(self._interview))

    def show_flag(self, on: bool) -> None:
        """Whether the question in front is flagged."""
        self.flag_button.set_icon("flag" if on else "flag-outline")
        self.flag_button.set_kind("soft" if on else "plain")

    def show_notes(self, count: int, here: bool) -> None:
        """How many notes there are, and whether this question has one."""
        if not self._turned:
            self.badge.set_count(count)
        self.note_button.set_kind("soft" if here else "plain")

    def narrow(self, narrow: bool) -> None:
        """Less than 1280 px: icons alone."""
        self.flag_button.set_text("" if narrow else tr("Flag"), tr("Flag this question"))
        self.note_button.set_text("" if narrow else tr("Note"), tr("Note on this question"))
        self._show_correction("" if narrow else self._session.correction)

    def _show_correction(self, why: str) -> None:
        """That a finished interview is being corrected; all of the reason is in the tool tip."""
        whole = tr("Correction: {why}", why=self._session.correction)
        said = tr("Correction: {why}", why=titles.short(" ".join(why.split()), 24))
        self.correction.set_text(said if why else tr("Correction"))
        self.correction.setToolTip(whole)
        self.correction.setAccessibleName(whole)
        self.correction.setVisible(bool(self._session.correction) and not self._turned)

    def turned(self, to_respondent: bool) -> None:
        """What is the interviewer's alone hides while the respondent looks."""
        self._turned = to_respondent
        mine = (self._clock, self._time, self._names, self.flag_button, self.note_button, self.menu_button)
        for part in mine:
            part.setVisible(not to_respondent)
        self.correction.setVisible(bool(self._session.correction) and not to_respondent)
        self.badge.setVisible(not to_respondent and self.badge.count > 0)

    def retranslate(self) -> None:
        """All texts again."""
        self.pause_button.set_text(tr("Pause"))
        self.pause_button.setToolTip(tr("Pause ({key}): everything is saved", key="Ctrl+W"))
        self.narrow(self.window().width() < NARROW)
        self.menu_button.set_text("", tr("More"))
        self._form.setText(titles.short(titles.form_title(self._interview.definition), 40))
        self.languages.set_value(self._interview.language or "")
        self.show_title()
        self.show_time()

    def show_time(self) -> None:
        """How long the interview takes so far, and when it was saved."""
        self._time.setText(savestate.clock(self._session.seconds))
        self._show_save()

    def _show_save(self) -> None:
        text = savestate.said(self._saved, datetime.now(), self._failed)
        if text != self._save.text():
            self._save.setText(text)
            token = "error" if self._failed else "accent"
            theme.set_tone(self._save, token)
            self._save_icon.set_icon("alert-circle" if self._failed else "content-save-check-outline", token)

    @property
    def time_text(self) -> str:
        """What the clock shows."""
        return self._time.text()

    @property
    def save_text(self) -> str:
        """What it says about saving."""
        return self._save.text()

    def _open_menu(self) -> None:
        self.menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))


NARROW = 1280
