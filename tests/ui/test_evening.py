"""The supervisor's evening at the window, by keyboard alone: five laptops' work, every key press counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.review import conflicts, queue
from fieldapp.ui.conflicts import ConflictsPage
from fieldapp.ui.inbox import InboxPage, work
from fieldapp.ui.review import ReviewPage
from fieldapp.ui.window import MainWindow
from tests.transfer.laptops import Team
from tests.ui.pages import Person

K = Qt.Key
NONE, CONTROL, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
AT_MOST = 60
"""Key presses for the evening, without the letters of reasons and comments."""


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Yesterday two interviews came; today both were corrected on both sides, and eight more were made."""
    made = Team(tmp_path)
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    s = made.laptop("s")
    s.study.enumerator = "S01"
    first = made.laptop("a")
    first.study.enumerator = "E01"
    torn = [first.interviews(f"周敏{number} 𠮷", 40 + number) for number in range(2)]
    first.sends(stick)
    s.takes(stick)
    for record in torn:
        first.corrects(record, age=64)
        s.corrects(record, age=46)
    for number, name in enumerate("abcde", 1):
        laptop = made.laptop(name)
        laptop.study.enumerator = f"E0{number}"
        for one in range(2 if number < 4 else 1):
            laptop.interviews(f"张{number}{one}", 30 + number)
        laptop.sends(stick)
    s.closes()
    yield made
    made.close()


class Counting(Person):
    """Somebody whose key presses are counted; typed text apart from them."""

    pressed = 0

    def presses(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        self.pressed += 1
        super().presses(key, modifier)
        QApplication.processEvents()
        self.waits_for_the_worker()


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot, team: Team, monkeypatch: pytest.MonkeyPatch) -> Counting:
    monkeypatch.setattr(work, "sticks", lambda: [team.folder / "KINGSTON"])
    somebody = Counting(window, qtbot)
    somebody.opens_study(team.folder / "s")
    somebody.waits_for_the_worker()
    return somebody


def test_the_evening_by_keyboard_alone(person: Counting, team: Team) -> None:
    study = person.stage.desk.study
    assert study is not None
    _looks_and_merges(person)
    assert (len(queue(study)), len(conflicts(study))) == (10, 2)
    _settles(person)
    assert conflicts(study) == []
    _reviews(person)
    states = sorted(str(entry.state) for entry in queue(study))
    assert states == ["approved"] * 8 + ["has_issues"] * 2
    _hands_out(person, team.folder)
    assert person.pressed <= AT_MOST


def _looks_and_merges(person: Counting) -> None:
    person.presses(K.Key_2, ALT)
    assert isinstance(person.stage.shell.page(), InboxPage)
    person.presses(K.Key_Return, CONTROL)


def _settles(person: Counting) -> None:
    """The second time the reason is offered."""
    person.presses(K.Key_3, ALT)
    assert isinstance(person.stage.shell.page(), ConflictsPage)
    for reason in ("按录音核对", ""):
        person.presses(K.Key_Right)
        person.presses(K.Key_Return, CONTROL)
        if reason:
            person.types(reason)
        person.presses(K.Key_Return)
    person.presses(K.Key_Return)


def _reviews(person: Counting) -> None:
    page = person.stage.shell.page()
    assert isinstance(page, ReviewPage)
    for number in range(10):
        if number in (3, 7):
            person.presses(K.Key_C)
            person.types("年龄请再核对")
            person.presses(K.Key_Return)
            person.presses(K.Key_B)
        else:
            person.presses(K.Key_A)
    assert page.empty.isVisible()


def _hands_out(person: Counting, folder: Path) -> None:
    """Enter on what the empty page offers leads to the inbox; the stick is in, so one key is enough."""
    person.presses(K.Key_Return)
    assert isinstance(person.stage.shell.page(), InboxPage)
    before = list((folder / "KINGSTON").rglob("*.man"))
    person.presses(K.Key_E, CONTROL)
    person.waits_for_the_worker()
    assert len(list((folder / "KINGSTON").rglob("*.man"))) == len(before) + 1
