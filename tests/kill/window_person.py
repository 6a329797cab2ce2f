"""A person at the window: keys go to real widgets (offscreen), until killed.

    python -m tests.kill.window_person FOLDER SEED INSTANCE|new [--late N]

Every 20 ms it says what stands in the text field that has the focus, as long as Qt's loop is alive;
after every key, what the session has acknowledged.
"""

from __future__ import annotations

import faulthandler
import os
import random
import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp.ui import app as application
from fieldapp.ui.controls.choices import ChoicesControl
from fieldapp.ui.controls.text import LinesControl, TextControl
from fieldapp.ui.interview.page import InterviewPage
from tests.kill.saying import Acknowledged, Contradicted, Opened, Shown, digest, say
from tests.kill.session_person import arguments, commit_late

_K, _M = Qt.Key, Qt.KeyboardModifier
MOVES = (
    [(_K.Key_PageDown, _M.NoModifier)] * 5
    + [(_K.Key_Return, _M.NoModifier)] * 3
    + [(_K.Key_PageUp, _M.NoModifier)]
)
HANDS = [
    (_K.Key_Z, _M.ControlModifier),
    (_K.Key_Y, _M.ControlModifier),
    (_K.Key_T, _M.ControlModifier),
    (_K.Key_F7, _M.NoModifier),
]
WORDS = ("王小明", "𠮷野﨑㐂", "RET-0001", "E07 110105194912310028", "三间房\n两亩地", "no one at home ")
"""Chinese comes whole, as an input method commits it; the rest letter by letter."""
FROZEN = 15
"""Seconds without a beat of Qt's loop."""


class WindowPerson:
    """One key after the other, with pauses as people make them."""

    def __init__(self, page: InterviewPage, seed: int) -> None:
        self.page = page
        self.chance = random.Random(seed)
        self.keys: list[str] = []
        self.heart = QTimer(interval=20)
        self.heart.setTimerType(Qt.TimerType.PreciseTimer)
        self.heart.timeout.connect(self.show)

    def begin(self) -> None:
        """Say where the window opened; then live."""
        view = self.page.view
        node = view.current() if view else None
        session = self.page.session
        say(Opened(session.instance_id, node.reference if node else view.place.reference if view else ""))
        self.show()  # before the first key: this is what resuming brought back
        self.acknowledge()
        self.heart.start()
        self.next()

    def next(self) -> None:
        """The next key, soon."""
        pause = self.chance.choice((0, 0, 5, 15, 40, 120, 380))
        QTimer.singleShot(pause, self.act)

    def act(self) -> None:
        """One key."""
        if self.keys:
            self.type(self.keys.pop(0))
        elif self.page.reviewing.is_open or not self.page.isVisible():
            self.jump()
        else:
            self.decide()
        self.show()
        self.acknowledge()
        self.next()

    def decide(self) -> None:
        control = self.control()
        roll = self.chance.random()
        if isinstance(control, TextControl | LinesControl) and roll < 0.6:
            word = self.chance.choice(WORDS)
            self.keys = [word] if not word.isascii() else list(word)
        elif isinstance(control, ChoicesControl) and roll < 0.6:
            self.press(self.chance.choice((_K.Key_1, _K.Key_2, _K.Key_3)))
        elif roll < 0.75:
            self.press(*self.chance.choice(HANDS))
        elif roll < 0.85:
            self.jump()
        else:
            self.press(*self.chance.choice(MOVES))

    def control(self):  # type: ignore[no-untyped-def]
        """The control that the focus is in."""
        widget = QApplication.focusWidget()
        while widget is not None and not isinstance(widget, TextControl | LinesControl | ChoicesControl):
            widget = widget.parentWidget()
        return widget

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _M.NoModifier) -> None:
        if isinstance(self.control(), TextControl | LinesControl | ChoicesControl) or key != _K.Key_Return:
            QTest.keyClick(QApplication.focusWidget() or self.page, key, held)

    def type(self, text: str) -> None:
        """Keys for ASCII; Chinese comes as an input method commits it."""
        widget = QApplication.focusWidget()
        if widget is None:
            return
        if text.isascii():
            QTest.keyClicks(widget, text)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(widget, event)

    def jump(self) -> None:
        """A line of the outline is chosen."""
        nodes = self.page.interview.root.walk()
        open_ones = [
            node.reference for node in nodes if node.is_question and node.relevant and not node.readonly
        ]
        self.keys = []
        self.page.frame.outline.chosen.emit(self.chance.choice(open_ones))

    def show(self) -> None:
        """Say what stands in the field. A window that freezes says where, and ends."""
        faulthandler.dump_traceback_later(FROZEN, exit=True)
        control = self.control()
        if isinstance(control, TextControl | LinesControl):
            say(Shown(control.node.reference, control.value(), time.monotonic()))
            if control.pending() is None and control.value() != control.node.value:
                say(Contradicted(control.node.reference, control.value(), control.node.value))

    def acknowledge(self) -> None:
        """What must be found on the disk. Text that is still being typed is not part of it."""
        session = self.page.session
        step = session._recorder.next_step - 1
        say(Acknowledged(session.instance_id, step, digest(session.interview), session.position))


def main() -> None:
    """Open the window on the study, begin or go on, live."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    given = arguments()
    qt = QApplication(sys.argv[:1])
    window = application.build(qt)
    sys.excepthook = sys.__excepthook__  # a crash is to be heard by the witness
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    application.arrive(window.stage, Path(given.folder))
    study = window.stage.desk.study
    assert study is not None
    new = given.instance == "new"
    window.open_interview(None if new else given.instance, study.forms()[0].sha256 if new else None)
    if given.late:
        commit_late(given.late)
    page = window.stage.interview
    assert isinstance(page, InterviewPage)
    person = WindowPerson(page, given.seed)
    QTimer.singleShot(0, person.begin)
    qt.exec()


if __name__ == "__main__":
    main()
