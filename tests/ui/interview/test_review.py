"""From the review to the finished interview."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from tests.ui.interview.interviewer import Interviewer
from tests.ui.interview.test_window import FORM, JOB, OK, WHO

Talk = Callable[..., Interviewer]


def test_the_review_names_what_is_missing_and_leads_there(talk: Talk) -> None:
    person = talk(FORM)
    person.press("F12")
    page = person.page.reviewing.page
    assert [entry.reference for entry in page._review.problems] == [WHO, OK]
    assert not person.page.frame.bottom.next_button.isEnabled()
    assert "2" in person.page.frame.bottom.reason.text()
    assert page.side._title.text() == "还不能完成"
    person.press("Ctrl+Enter")
    assert person.page.reviewing.is_open
    person.press("Home", "N", "N", "Enter")
    assert person.here == OK
    person.enters("2")
    person.press("F12")
    assert person.page.reviewing.page.list.line().entry.reference in (WHO, OK)
    assert [entry.reference for entry in page._review.problems] == [WHO]


def test_the_first_look_is_at_the_first_problem_so_that_enter_leads_there(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王建国")
    person.enters("1")
    person.press("Enter", "PgUp", "PgUp", "Ctrl+A", "Backspace", "PgDn", "PgDn", "PgDn")
    assert person.here != WHO
    person.press("F12", "Enter")
    assert person.here == WHO


MANY = """
    | survey  |         |       |                  |          |
    |         | type    | name  | label::中文 (zh)  | required |
""" + "".join(f"    |         | integer | q{at} | 第 {at} 题 | yes |\n" for at in range(9))


def test_reasons_beside_the_review_never_overlap(talk: Talk) -> None:
    person = talk(MANY)
    shown = {}
    for height in (600, 768):
        person.window.showNormal()
        person.window.resize(1024, height)
        person.press("F12")
        person.settles()
        side = person.page.reviewing.page.side
        buttons = [side._reasons.itemAt(at).widget() for at in range(side._reasons.count())]
        edges = [(one.geometry().top(), one.geometry().bottom()) for one in buttons if one is not None]
        assert all(before[1] < after[0] for before, after in pairwise(edges))
        shown[height] = len(edges)
        person.press("Esc")
    assert shown[600] < shown[768] == 6


def test_esc_goes_back_to_the_last_question(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王")
    person.press("F12", "Esc")
    assert person.here == OK
    assert person.focus() is person.card.asked.control.entry


def test_filters_count_and_choose(talk: Talk) -> None:
    person = talk(FORM)
    person.press("Ctrl+M", "F12")
    page = person.page.reviewing.page
    assert page._review.count("flag") == 1
    page.chips["flag"].click()
    assert [line.entry.reference for line in page.list.lines.lines if line.entry] == [WHO]
    page.chips["skipped"].click()
    assert next(line.entry.reference for line in page.list.lines.lines if line.entry) == JOB


def test_finalise_with_nothing_left(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王建国")
    person.enters("1")
    person.press("Enter", "Enter")
    person.enters("没有")
    person.press("Enter")
    assert person.page.reviewing.is_open
    assert person.page.frame.bottom.next_button.isEnabled()
    person.press("Ctrl+Enter")
    assert person.stage.interview is None
    assert "完成" in person.toast()
    study = person.stage.desk.study
    assert study is not None
    assert [row.state for row in study.finalized()] == ["finalized"]


def test_sections_open_and_close(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王建国")
    person.enters("1")
    person.press("F12")
    lines = person.page.reviewing.page.list.lines
    assert [line.kind for line in lines.lines] == ["section", "section"]
    person.press("Home", "Right")
    assert [line.kind for line in lines.lines] == ["section", "entry", "entry", "section"]
    person.press("Left")
    assert [line.kind for line in lines.lines] == ["section", "section"]
