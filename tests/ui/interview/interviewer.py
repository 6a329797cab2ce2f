"""Somebody who conducts an interview at the window: keys in, stored answers out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.session import Session
from fieldapp.ui.interview.card import QuestionView
from fieldapp.ui.interview.fieldlist import FieldListView
from fieldapp.ui.interview.likert import LikertView
from fieldapp.ui.interview.page import InterviewPage
from fieldapp.ui.interview.roster import RosterView
from fieldapp.ui.interview.roster_form import RosterFormView
from fieldapp.ui.window import MainWindow
from tests.ui.pages import Person

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "PgUp": Qt.Key.Key_PageUp,
    "PgDn": Qt.Key.Key_PageDown,
    "Space": Qt.Key.Key_Space,
    "Tab": Qt.Key.Key_Tab,
    "Esc": Qt.Key.Key_Escape,
    "Del": Qt.Key.Key_Delete,
    "Ins": Qt.Key.Key_Insert,
    "Backspace": Qt.Key.Key_Backspace,
    "Up": Qt.Key.Key_Up,
    "Down": Qt.Key.Key_Down,
    "Left": Qt.Key.Key_Left,
    "Right": Qt.Key.Key_Right,
    "Home": Qt.Key.Key_Home,
    "End": Qt.Key.Key_End,
}
HELD = {
    "Ctrl": Qt.KeyboardModifier.ControlModifier,
    "Alt": Qt.KeyboardModifier.AltModifier,
    "Shift": Qt.KeyboardModifier.ShiftModifier,
}


class Interviewer(Person):
    """Reads the question, types the answer, looks at what is stored."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        super().__init__(window, qtbot)
        self._bot = qtbot
        self.pressed = 0
        """Keys so far; a Chinese character counts as one."""

    # the interview

    def begins(self, form: Path | None = None) -> None:
        """A new interview, with the newest form or with this one."""
        study = self.stage.desk.study
        assert study is not None
        row = study.add_form(form) if form is not None else study.forms()[0]
        self.stage.open_interview(form=row.sha256)
        self.settles()

    def goes_on(self) -> None:
        """The draft that was touched last."""
        study = self.stage.desk.study
        assert study is not None
        self.stage.open_interview(study.drafts()[0].instance_id)
        self.settles()

    @property
    def page(self) -> InterviewPage:
        page = self.stage.interview
        assert isinstance(page, InterviewPage), "no interview is open"
        return page

    @property
    def session(self) -> Session:
        return self.page.session

    def settles(self) -> None:
        """Everything that waits for the next turn of the loop has happened."""
        QApplication.processEvents()
        if self.stage.interview is not None:
            self.page.bars.catch_up()

    # keys

    def press(self, *names: str) -> None:
        """`press("Ctrl+Enter", "F7", "Tab")`."""
        for name in names:
            self.pressed += 1
            *held, key = name.split("+") if name != "+" else ["+"]
            modifier = Qt.KeyboardModifier.NoModifier
            for one in held:
                modifier |= HELD[one]
            self.presses(KEYS.get(key) or getattr(Qt.Key, f"Key_{key}"), modifier)

    def enters(self, text: str) -> None:
        """Letter by letter, each to what has the focus then; Chinese as an input method commits it."""
        for char in text:
            self.pressed += 1
            self.types(char)

    def answers(self, *texts: str) -> None:
        """Each text, then Enter."""
        for text in texts:
            self.enters(text)
            self.press("Enter")

    # what is there

    def stored(self, reference: str) -> str:
        """The answer the journal would bring back: read through a second replay of it."""
        node = self.session.interview.node(reference)
        assert node is not None, f"there is no {reference}"
        return node.value

    def after_a_crash(self, reference: str) -> str:
        """The answer that a new start finds on the disk."""
        study = self.stage.desk.study
        assert study is not None
        node = Session.resume(study, self.session.instance_id).interview.node(reference)
        return node.value if node is not None else ""

    def position_after_a_crash(self) -> str:
        study = self.stage.desk.study
        assert study is not None
        return Session.resume(study, self.session.instance_id).position

    @property
    def here(self) -> str:
        """Reference of the question the person is at."""
        node = self.page.view.current() if self.page.view is not None else None
        return node.reference if node is not None else ""

    @property
    def screen(self) -> str:
        """Reference of the page in front."""
        here = self.page.walk.here
        return here.reference if here is not None else ""

    @property
    def card(self) -> QuestionView:
        assert isinstance(self.page.view, QuestionView)
        return self.page.view

    @property
    def fields(self) -> FieldListView:
        assert isinstance(self.page.view, FieldListView)
        return self.page.view

    @property
    def grid(self) -> LikertView:
        assert isinstance(self.page.view, LikertView)
        return self.page.view

    @property
    def roster(self) -> RosterView:
        assert isinstance(self.page.view, RosterView)
        return self.page.view

    @property
    def row_form(self) -> RosterFormView:
        assert isinstance(self.page.view, RosterFormView)
        return self.page.view

    def fault(self) -> str:
        """What stands in red under the question."""
        return self.card.asked.fault.text()

    def waits_for(self, reference: str, value: str) -> None:
        """Until the journal has it."""
        self._bot.waitUntil(lambda: self.stored(reference) == value)
