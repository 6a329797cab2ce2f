"""Conflicts by keys: two laptops changed the same interview; a person decides question by question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp import review
from fieldapp.merge import Take, view
from fieldapp.review import conflicts, delete, queue, state_of
from fieldapp.study import Study
from fieldapp.ui.conflicts import ConflictsPage
from fieldapp.ui.conflicts.compare import pieces
from fieldapp.ui.interview.page import InterviewPage
from fieldapp.ui.review import ReviewPage
from fieldapp.ui.window import MainWindow
from tests.transfer.laptops import Laptop, Team, write_form
from tests.ui.pages import Person

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path)
    (tmp_path / "KINGSTON").mkdir()
    yield made
    made.close()


def torn(team: Team, ours: dict[str, object], theirs: dict[str, object], *kin: str) -> str:
    """An interview that laptop b changed this way and the supervisor that way; the supervisor's is closed."""
    b, s, stick = _laptop(team, "b", "E03"), _laptop(team, "s", "S01"), team.folder / "KINGSTON"
    record = b.interviews("周敏 𠮷", 30, *kin)
    b.sends(stick)
    s.takes(stick)
    b.corrects(record, **theirs)
    s.corrects(record, **ours)
    b.sends(stick)
    s.takes(stick)
    return record


def _laptop(team: Team, name: str, person: str) -> Laptop:
    laptop = team.laptop(name)
    laptop.study.enumerator = person
    return laptop


def opens(team: Team, window: MainWindow, qtbot: QtBot) -> tuple[Person, ConflictsPage, Study]:
    """The supervisor at the window, at the conflicts."""
    team.laptop("s").closes()
    person = Person(window, qtbot)
    assert person.stage.desk.open_study(team.folder / "s")
    person.waits_for_the_worker()
    person.stage.shell.open("conflicts")
    person.waits_for_the_worker()
    page, study = person.stage.shell.page(), person.stage.desk.study
    assert isinstance(page, ConflictsPage)
    assert study is not None
    return person, page, study


def answers(study: Study, record: str) -> dict[str, str]:
    (entry,) = [one for one in queue(study) if one.record_id == record]
    row = study.store.revisions.get(entry.rev_id)
    assert row is not None
    found: dict[str, str] = review.desk.answers_of(row)
    return found


def test_only_differing_questions_stand_there_with_both_sides(
    team: Team, window: MainWindow, qtbot: QtBot
) -> None:
    torn(team, {"age": 46}, {"age": 64})
    person, page, _ = opens(team, window, qtbot)
    (row,) = page.rows.rows.rows
    assert (row.title, {row.left, row.right}) == ("年龄", {"46", "64"})
    assert page.frame.about.text() == "1 题不同，还有 1 题没选"
    assert not page.save.isEnabled()
    assert any("E03" in head.text() for head in page.frame.heads)
    assert person.focus() is page.rows
    assert person.stage.shell.rail.item("conflicts")._badge == 1


def test_a_side_is_taken_with_a_reason_and_saved(team: Team, window: MainWindow, qtbot: QtBot) -> None:
    record = torn(team, {"age": 46}, {"age": 64})
    person, page, study = opens(team, window, qtbot)
    (row,) = page.rows.rows.rows
    person.presses(K.Key_Left if row.left == "64" else K.Key_Right)
    person.presses(K.Key_Return, CONTROL)
    assert page.writing.open, "not without a reason"
    person.types("按录音核对")
    person.presses(K.Key_Return)
    person.waits_for_the_worker()
    assert conflicts(study) == []
    assert answers(study, record)["/data/age"] == "64"
    (entry,) = queue(study)
    joined = study.store.revisions.get(entry.rev_id)
    assert joined is not None
    assert (joined.reason, len(joined.parents)) == ("按录音核对", 2)
    assert page.empty.isVisible()
    person.presses(K.Key_Return)
    assert isinstance(person.stage.shell.page(), ReviewPage)


def test_the_last_reason_is_offered_again(team: Team, window: MainWindow, qtbot: QtBot) -> None:
    torn(team, {"age": 46}, {"age": 64})
    torn(team, {"age": 47}, {"age": 74})
    person, page, study = opens(team, window, qtbot)
    for reason in ("按录音核对", ""):
        person.presses(K.Key_Right)
        person.presses(K.Key_Return, CONTROL)
        if reason:
            person.types(reason)
        assert page.writing.field.text() == "按录音核对"
        person.presses(K.Key_Return, CONTROL)
        person.waits_for_the_worker()
    assert conflicts(study) == []


def test_an_own_answer_and_one_that_does_not_fit(team: Team, window: MainWindow, qtbot: QtBot) -> None:
    record = torn(team, {"age": 46}, {"age": 64})
    person, page, study = opens(team, window, qtbot)
    person.presses(K.Key_E)
    person.types("abc")
    person.presses(K.Key_Return)
    assert page.matter is not None
    assert page.matter.decisions.undecided
    person.presses(K.Key_E)
    person.types("55")
    person.presses(K.Key_Return)
    person.presses(K.Key_R)
    person.types("打电话问过")
    person.presses(K.Key_Return)
    person.presses(K.Key_Return, CONTROL)
    person.waits_for_the_worker()
    assert answers(study, record)["/data/age"] == "55"


def test_what_does_not_contradict_is_offered_as_one_step(
    team: Team, window: MainWindow, qtbot: QtBot
) -> None:
    record = torn(team, {"age": 46}, {"hh[1]/kin": "妻子"}, "妻")
    person, page, study = opens(team, window, qtbot)
    assert page.frame.both.isVisible()
    person.presses(K.Key_B)
    person.presses(K.Key_Return, CONTROL)
    person.waits_for_the_worker()
    assert conflicts(study) == []
    found = answers(study, record)
    assert found["/data/age"] == "46"
    assert found["/data/hh"][0]["answers"]["/data/hh/kin"] == "妻子"  # type: ignore[index]


def test_an_empty_side_is_left_aside_visibly(team: Team, window: MainWindow, qtbot: QtBot) -> None:
    torn(team, {"age": ""}, {"age": 64})
    _, page, _ = opens(team, window, qtbot)
    (row,) = page.rows.rows.rows
    decided = page.rows.rows.decided[row.path]
    assert decided.take is (Take.LEFT if row.left == "64" else Take.RIGHT)
    assert decided.reason == "另一边为空，自动选"
    assert page.save.isEnabled()


def test_personal_values_are_masked_until_they_are_asked_for(
    team: Team, window: MainWindow, qtbot: QtBot
) -> None:
    torn(team, {"who": "周敏芝"}, {"who": "吴敏之"})
    person, page, study = opens(team, window, qtbot)
    (row,) = page.rows.rows.rows
    assert "敏芝" not in row.left + row.right
    person.presses(K.Key_V)
    (row,) = page.rows.rows.rows
    assert {row.left, row.right} == {"周敏芝", "吴敏之"}
    assert [act.kind for act in study.store.acts.all()].count("reveal") == 1
    person.presses(K.Key_Left)
    kept = row.left
    person.presses(K.Key_R)
    person.types("看过证件")
    person.presses(K.Key_Return)
    person.presses(K.Key_Return, CONTROL)
    person.waits_for_the_worker()
    token = answers(study, next(one.record_id for one in queue(study)))["/data/who"]
    assert study.store.contacts.values([token])[token] == kept


def test_equal_ones_are_shown_on_demand(team: Team, window: MainWindow, qtbot: QtBot) -> None:
    torn(team, {"age": 46}, {"age": 64}, "妻")
    person, page, _ = opens(team, window, qtbot)
    person.presses(K.Key_S)
    assert [row.title for row in page.rows.rows.rows] == ["年龄", "受访者姓名", "称呼"]
    person.presses(K.Key_S)
    assert len(page.rows.rows.rows) == 1


def test_a_deletion_against_a_change(team: Team, window: MainWindow, qtbot: QtBot) -> None:
    record = torn(team, {"age": 46}, {"age": 46})
    s = team.laptop("s")
    for head in (c.heads for c in conflicts(s.study)):
        session_heads = head
    delete(s.study, session_heads[:1], "重复录入")
    person, page, study = opens(team, window, qtbot)
    (row,) = page.rows.rows.rows
    assert {row.left, row.right} == {"删除这份访谈", "保留这份访谈"}
    person.presses(K.Key_Left if row.left == "保留这份访谈" else K.Key_Right)
    person.presses(K.Key_Return, CONTROL)
    person.types("没有重复")
    person.presses(K.Key_Return)
    person.waits_for_the_worker()
    assert conflicts(study) == []
    assert answers(study, record)["/data/age"] == "46"


def test_a_deletion_can_stand(team: Team, window: MainWindow, qtbot: QtBot) -> None:
    record = torn(team, {"age": 46}, {"age": 46})
    s = team.laptop("s")
    (conflict,) = conflicts(s.study)
    delete(s.study, conflict.heads[:1], "重复录入")
    person, page, study = opens(team, window, qtbot)
    (row,) = page.rows.rows.rows
    person.presses(K.Key_Left if row.left == "删除这份访谈" else K.Key_Right)
    person.presses(K.Key_Return, CONTROL)
    person.types("确实重复")
    person.presses(K.Key_Return)
    person.waits_for_the_worker()
    assert conflicts(study) == []
    assert view(state_of(study)).records[record].deleted


def test_a_join_that_breaks_a_rule_is_mended_in_the_interview(
    team: Team, window: MainWindow, qtbot: QtBot
) -> None:
    torn(team, {"age": 46}, {"age": 64})
    person, page, study = opens(team, window, qtbot)
    assert page.matter is not None
    page.matter.sides.left.answers.pop("/data/who")
    page.matter.sides.right.answers.pop("/data/who")
    person.presses(K.Key_Left)
    person.presses(K.Key_Return, CONTROL)
    person.types("核对")
    person.presses(K.Key_Return)
    assert isinstance(person.stage.interview, InterviewPage)
    person.stage.interview.pause()
    assert len(conflicts(study)) == 1, "still open, as a draft"
    assert len(study.drafts()) == 1


def test_perhaps_the_same_interview_twice(
    team: Team, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fieldapp.merge import duplicates

    monkeypatch.setattr(duplicates, "FEWEST_ANSWERS", 2)
    s = _laptop(team, "s", "S01")
    records = sorted((s.interviews("周敏", 30), s.interviews("周敏", 30)))
    person, page, study = opens(team, window, qtbot)
    item = page.items.item()
    assert item is not None
    assert item.pair is not None
    person.presses(K.Key_Left)
    person.presses(K.Key_Return, CONTROL)
    person.types("同一户访问了两次")
    person.presses(K.Key_Return)
    person.waits_for_the_worker()
    (decision,) = view(state_of(study)).decisions
    assert (decision.verdict, decision.keep) == ("same", records[0])
    assert page.items.items.items == []


def test_texts_are_marked_letter_by_letter_and_choices_whole() -> None:
    left, right = "干部人很好，来回跑了三趟", "干部人很好，来回跑了五趟"
    assert pieces(left, right, by_letter=True) == [
        ("干部人很好，来回跑了", False),
        ("三", True),
        ("趟", False),
    ]
    assert pieces("申请条件太高", "办理时间太长", by_letter=False) == [("申请条件太高", True)]
    assert pieces("", "x", by_letter=True) == []


def calculating(path: Path) -> Path:
    """The form with a number that is worked out from the age."""
    book = load_workbook(write_form(path))
    book["survey"].cell(1, 6, "calculation")
    book["survey"].append(["calculate", "twice", None, None, None, "${age} * 2"])
    book.save(path)
    return path


def test_the_list_counts_what_people_decide_on(tmp_path: Path, window: MainWindow, qtbot: QtBot) -> None:
    """The same number as the page: what the form works out itself is not counted."""
    team = Team(tmp_path, form=calculating)
    (tmp_path / "KINGSTON").mkdir()
    torn(team, {"age": 46}, {"age": 64, "hh[1]/kin": "妻子"}, "妻")
    _, page, _ = opens(team, window, qtbot)
    item = page.items.item()
    assert item is not None
    assert item.note == f"{len(page.rows.rows.rows)} 处不同"
    team.close()
