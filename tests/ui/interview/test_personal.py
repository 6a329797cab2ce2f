"""Personal answers in the window: plain where they are asked, masked in the lists, shown on request."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]

FORM = """
    | survey   |      |        |                  |    |          |
    |          | type | name   | label::中文 (zh)  | pd | required |
    |          | text | name   | 您的姓名          | D  |          |
    |          | text | phone  | ${name}的电话     | D  |          |
    |          | text | job    | ${name}做什么     |    |          |
    |          | text | other  | 别的             |    | yes      |
"""
NAME, PHONE = "𠮷田一郎", "13812345678"


def answered(talk: Talk) -> Interviewer:
    person = talk(FORM)
    for text in (NAME, PHONE, f"同{NAME}"):
        person.answers(text)
    return person


def entries(person: Interviewer) -> dict[str, tuple[str, str]]:
    review = person.page.reviewing.page._review
    return {entry.reference.rpartition("/")[2]: (entry.title, entry.answer) for entry in review.entries}


def test_the_question_shows_it_and_the_review_masks_it(talk: Talk) -> None:
    person = answered(talk)
    person.page.go_to("/data/phone")
    assert person.card.asked.control.entry.text() == PHONE
    person.press("F12")
    assert entries(person)["name"][1] == "𠮷＊＊"
    assert entries(person)["phone"] == ("𠮷＊＊的电话", "138******78")
    assert entries(person)["job"] == ("𠮷＊＊做什么", "同𠮷＊＊")
    assert NAME not in " ".join(row.text for row in person.page.frame.outline.list.rows.rows)


def test_v_shows_one_answer_and_the_log_keeps_who_looked(talk: Talk) -> None:
    person = answered(talk)
    person.press("F12")
    page = person.page.reviewing.page
    page.filter_by("all")
    person.press("Right")
    page.list.put_cursor("/data/phone")
    person.press("V")
    assert entries(person)["phone"][1] == PHONE
    assert entries(person)["name"][1] == "𠮷＊＊"
    study = person.stage.desk.study
    looks = [act for act in study.store.acts.all() if act.kind == "reveal"]
    assert [(act.subject, act.details) for act in looks] == [
        (person.page.session.instance_id, {"question": "/data/phone"})
    ]
    person.press("Esc", "F12")
    assert entries(person)["phone"][1] == "138******78"
