"""On the enumerator's laptop: what was sent back stands on Home, its questions over the interview."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.review import comment, queue, returned, say, threads
from fieldapp.ui.components import Banner
from fieldapp.ui.window import MainWindow
from tests.transfer.laptops import Team
from tests.ui.pages import Person

K = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """The supervisor asks about the age and about a row; the enumerator's laptop has it and is closed."""
    made = Team(tmp_path)
    there, back = tmp_path / "THERE", tmp_path / "BACK"
    there.mkdir()
    back.mkdir()
    a, s = made.laptop("a"), made.laptop("s")
    a.study.enumerator, s.study.enumerator = "E05", "S01"
    a.interviews("李四", 40)
    a.interviews("张𡋬", 30, "妻")
    a.sends(there)
    s.takes(there)
    entry = max(queue(s.study), key=lambda one: one.finished)
    row = s.study.store.revisions.get(entry.rev_id)
    assert row is not None
    comment(s.study, entry.rev_id, "/data/age", "年龄请再核对 﨑")
    comment(s.study, entry.rev_id, "", "请补材料")
    say(s.study, entry.rev_id, "has_issues")
    s.sends(back)
    a.takes(back)
    a.closes()
    yield made
    made.close()


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot, team: Team) -> Person:
    somebody = Person(window, qtbot)
    somebody.opens_study(team.folder / "a")
    qtbot.waitUntil(lambda: bool(somebody.home.list.model.asked))
    return somebody


def _banner(person: Person) -> str:
    found = person.stage.interview.findChildren(Banner)
    return next((one.text() for one in found if one.isVisible()), "")


def test_home_says_so_first_and_enter_opens_it_at_the_question(person: Person) -> None:
    assert person.table()[0][0] == "已退回，2 题"
    assert person.table()[0][3] == "更正"
    person.presses(K.Key_Down)
    person.home.list.table.setCurrentIndex(person.home.list.model.index(0, 0))
    person.presses(K.Key_Return)
    QApplication.processEvents()
    assert person.stage.interview is not None
    assert _banner(person) == "1/2  A2 年龄  S01：年龄请再核对 﨑"
    assert person.stage.interview.session.position == "/data/age"


def test_a_reply_travels_and_the_question_is_gone(person: Person, qtbot: QtBot) -> None:
    person.presses(K.Key_Down)
    person.home.list.table.setCurrentIndex(person.home.list.model.index(0, 0))
    person.presses(K.Key_Return)
    QApplication.processEvents()
    study, page = person.stage.desk.study, person.stage.interview
    assert study is not None
    person.presses(K.Key_R, ALT)
    person.types("问过了，是 31 岁")
    person.presses(K.Key_Return)
    record = study.instance(page.session.instance_id).record_id
    assert [one.text for one in threads(study, record)["/data/age"]] == [
        "年龄请再核对 﨑",
        "问过了，是 31 岁",
    ]
    assert _banner(person) == "1/1  S01：请补材料"
    page.session.answer("/data/age", "31")
    page.finalize()
    assert returned(study) == {}
    qtbot.waitUntil(lambda: not person.home.list.model.asked)


def test_an_interview_nobody_asked_about_has_no_strip(person: Person) -> None:
    person.stage.open_interview(form=person.stage.desk.study.forms()[0].sha256)  # type: ignore[union-attr]
    QApplication.processEvents()
    assert _banner(person) == ""


def test_a_correction_that_was_put_aside_stands_once_and_says_what_it_is(
    person: Person, qtbot: QtBot
) -> None:
    person.presses(K.Key_Down)
    person.presses(K.Key_Return)
    QApplication.processEvents()
    assert _banner(person).startswith("1/2"), "the first row is the one that was sent back"
    person.stage.interview.pause()
    QApplication.processEvents()
    assert [row[0] for row in person.table()] == ["已退回，2 题", "已完成"]
    assert person.table()[0][3] == "更正"
    person.presses(K.Key_Return)
    QApplication.processEvents()
    assert _banner(person).startswith("1/2")
