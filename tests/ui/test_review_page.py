"""The review queue by keys: flags, comments, approve, send back, reject, take it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fieldapp.review import returned, threads
from fieldapp.ui.finished import FinishedPage
from fieldapp.ui.review import ReviewPage
from fieldapp.ui.window import MainWindow
from tests.transfer.laptops import Team
from tests.ui.pages import Person

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Three interviews of one enumerator are on the supervisor's laptop, which is closed."""
    made = Team(tmp_path)
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    laptop = made.laptop("a")
    laptop.study.enumerator = "E05"
    for number in range(3):
        laptop.interviews(f"张{number} 𡋬", 30 + number, "妻", "𠮷儿")
    laptop.sends(stick)
    made.laptop("s").takes(stick)
    made.laptop("s").study.enumerator = "S01"
    made.laptop("s").closes()
    yield made
    made.close()


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot, team: Team) -> Person:
    supervisor = Person(window, qtbot)
    assert supervisor.stage.desk.open_study(team.folder / "s")
    return supervisor


@pytest.fixture
def page(person: Person) -> ReviewPage:
    person.stage.shell.open("review")
    person.waits_for_the_worker()
    found = person.stage.shell.page()
    assert isinstance(found, ReviewPage)
    return found


def _states(page: ReviewPage) -> list[str]:
    return sorted(str(entry.state) for entry in page._queue.entries)


def test_the_queue_is_shown_with_names_masked(person: Person, page: ReviewPage) -> None:
    assert page.chips["todo"].text() == "待审核 3"
    assert person.focus() is page.table
    assert "𡋬" not in " ".join(person.reads(page))
    assert person.stage.shell.rail.item("review")._badge == 3


def test_approving_goes_to_the_next_row_and_is_taken_back(person: Person, page: ReviewPage) -> None:
    first = page.table.entry()
    person.presses(K.Key_A)
    assert _states(page) == ["approved", "received", "received"]
    assert page.table.entry() != first
    person.presses(K.Key_A)
    person.presses(K.Key_A)
    assert page.empty.title() == "全部审核完毕：通过 3 份，退回 0 份"
    person.presses(K.Key_Z, CONTROL)
    assert _states(page) == ["approved", "approved", "received"]
    assert person.stage.shell.page() is page


def test_a_comment_belongs_to_its_question_and_is_sent_back(person: Person, page: ReviewPage) -> None:
    entry = page.table.entry()
    assert entry is not None
    person.presses(K.Key_C)
    assert not page.card.answers.hasFocus()
    person.types("年龄请再核对 﨑")
    person.presses(K.Key_Return)
    assert page.card.back_button.text() == "退回，1 条批注"
    line = page.card.answers.line()
    assert line is not None
    study = person.stage.desk.study
    assert study is not None
    assert [one.text for one in threads(study, entry.record_id)[line.path]] == ["年龄请再核对 﨑"]
    person.presses(K.Key_B)
    assert _states(page) == ["has_issues", "received", "received"]
    (back,) = returned(study).values()
    assert (back.record_id, len(back.asked)) == (entry.record_id, 1)


def test_without_a_comment_one_is_asked_for(person: Person, page: ReviewPage) -> None:
    person.presses(K.Key_B)
    assert page.slip.isVisible()
    person.presses(K.Key_Return)
    assert _states(page) == ["received"] * 3, "not without a word"
    person.types("请补上第二页")
    person.presses(K.Key_Return)
    assert _states(page) == ["has_issues", "received", "received"]
    study = person.stage.desk.study
    assert study is not None
    (back,) = returned(study).values()
    assert back.asked[0].text == "请补上第二页"


def test_escape_keeps_no_comment(person: Person, page: ReviewPage) -> None:
    person.presses(K.Key_C)
    person.types("写到一半")
    person.presses(K.Key_Escape)
    assert page.card.my_comments() == 0
    assert person.focus() is page.card.answers
    person.presses(K.Key_Escape)
    assert person.focus() is page.table


def test_rejecting_wants_a_reason(person: Person, page: ReviewPage) -> None:
    person.presses(K.Key_X)
    person.types("与村里说的不符")
    person.presses(K.Key_Return)
    assert _states(page) == ["received", "received", "rejected"]


def test_ticked_rows_are_approved_together(person: Person, page: ReviewPage) -> None:
    person.presses(K.Key_A, CONTROL)
    person.presses(K.Key_Space)
    person.presses(K.Key_A)
    assert _states(page) == ["approved", "approved", "received"]
    assert person.toast() == "已通过 2 份"


def test_a_personal_value_is_shown_on_demand_and_logged(person: Person, page: ReviewPage) -> None:
    study = person.stage.desk.study
    assert study is not None
    person.presses(K.Key_Return)
    line = page.card.answers.line()
    assert line is not None
    assert line.answer is not None
    assert line.answer.veiled
    person.presses(K.Key_V)
    shown = page.card.answers.line()
    assert shown is not None
    assert shown.answer is not None
    assert "𡋬" in shown.answer.answer
    assert [act.kind for act in study.store.acts.all()].count("reveal") == 1


def test_the_whole_interview_is_read_and_left_again(person: Person, page: ReviewPage) -> None:
    person.presses(K.Key_Return)
    person.presses(K.Key_Return)
    assert isinstance(person.stage.shell.page(), FinishedPage)
    person.presses(K.Key_Escape)
    assert person.stage.shell.page() is page


def test_a_filter_and_a_search(person: Person, page: ReviewPage) -> None:
    person.presses(K.Key_A)
    page.chips["approved"].click()
    assert len(page.table.queue.entries) == 1
    page.chips["all"].click()
    person.presses(K.Key_F3)
    person.types("Z99")
    assert page.table.queue.entries == []
    person.presses(K.Key_Escape)
    assert len(page.table.queue.entries) == 3


def test_a_resubmitted_one_and_its_thread_with_a_reply(person: Person, page: ReviewPage, team: Team) -> None:
    from fieldapp.review import comment

    entry = page.table.entry()
    assert entry is not None
    person.presses(K.Key_C)
    person.types("请再核对")
    person.presses(K.Key_Return)
    person.presses(K.Key_B)
    study = person.stage.desk.study
    assert study is not None
    from fieldapp.transfer import look, send, take

    stick = team.folder / "BACK"
    stick.mkdir()
    send(study, stick)
    a = team.laptop("a")
    a.takes(stick)
    (back,) = returned(a.study).values()
    question = back.asked[0]
    a.corrects(entry.record_id, age=44)
    (head,) = [row for row in a.study.finalized() if row.base]
    comment(a.study, head.revision, question.question, "问过了，是 44 岁", question.event_id)
    assert returned(a.study) == {}
    a.sends(team.folder / "KINGSTON")
    take(study, look(study, team.folder / "KINGSTON"))
    page.refresh()
    person.waits_for_the_worker()
    page.chips["again"].click()
    assert [one.record_id for one in page.table.queue.entries] == [entry.record_id]
    said = [line.said.text for line in page.card.answers.model_.lines if line.said is not None]
    assert said == ["请再核对", "问过了，是 44 岁"]


def test_in_english_too(person: Person, page: ReviewPage) -> None:
    person.stage.look.use_language("en")
    QApplication.processEvents()
    person.waits_for_the_worker()
    assert page.chips["todo"].text() == "To review 3"
    assert page.card.approve_button.text() == "Approve"


def test_where_nothing_is_marked_all_answers_are_shown(person: Person, page: ReviewPage) -> None:
    assert page.card.which.value() == "all"
    assert [line.answer.answer for line in page.card.answers.model_.lines if line.answer is not None]
    page.card.which.button("flagged").click()
    page.refresh()
    person.waits_for_the_worker()
    assert page.card.which.value() == "flagged", "the record is the same: the choice stays"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_on_a_narrow_screen_state_and_flags_stay_in_sight(
    person: Person, page: ReviewPage, language: str
) -> None:
    person.stage.look.use_language(language)
    person.window.resize(1024, 600)
    QApplication.processEvents()
    table = page.table
    assert table.horizontalScrollBar().maximum() == 0
    assert table.columnWidth(1) > 120
    assert page.card.mapTo(person.window, page.card.rect().topRight()).x() < 1024
