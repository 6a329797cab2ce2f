"""Soft checks in the window: asked once, confirmed by key, with a reason where the form wants one."""

from __future__ import annotations

from collections.abc import Callable

from fieldapp.ui.controls.missing import Missing
from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]

FORM = """
    | survey |             |      |                 |                     |                 |                          |                |                   |               |
    |        | type        | name | label::中文 (zh) | label::English (en) | warning         | warning_message::中文 (zh) | warning_reason | final             | final_message |
    |        | integer     | rent | 租金             | Rent                | . < 30000       | 偏高，请核对               | yes            |                   |               |
    |        | integer     | age  | 年龄             | Age                 | . < 90          | 请核对年龄                 |                |                   |               |
    |        | text        | why  | 说明             | Why                 |                 |                          |                | string-length(.) > 0 | 请补写     |
"""
LIST = """
    | survey |             |      |                 |                     |                 |                          |            |
    |        | type        | name | label::中文 (zh) | label::English (en) | warning         | warning_message::中文 (zh) | appearance |
    |        | begin group | g    | 投入             | Costs               |                 |                          | field-list |
    |        | integer     | rent | 租金             | Rent                | . < 30000       | 偏高，请核对               |            |
    |        | integer     | more | 其他             | More                |                 |                          |            |
    |        | end group   |      |                 |                     |                 |                          |            |
"""
ROSTER = """
    | survey |              |      |                 |                     |           |                          |
    |        | type         | name | label::中文 (zh) | label::English (en) | warning   | warning_message::中文 (zh) |
    |        | begin repeat | hh   | 成员             | Member              |           |                          |
    |        | text         | who  | 姓名             | Name                |           |                          |
    |        | integer      | age  | 年龄             | Age                 | . < 90    | 请核对年龄                 |
    |        | end repeat   |      |                 |                     |           |                          |
"""
RENT, AGE = "/data/rent", "/data/age"


def test_enter_shows_the_soft_check_once_and_then_goes_on(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("385", "97")
    assert (person.here, person.fault()) == (AGE, "请核对年龄")
    assert person.card.asked.fault.right.isVisible()
    person.press("Enter")
    assert person.screen == "/data/why"
    assert person.session.open_points() != []
    assert [p.kind for p in person.session.open_points()] == ["final"]


def test_alt_y_confirms_and_takes_back(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("385", "97")
    person.press("Alt+Y")
    assert person.session.confirmed == {AGE: ""}
    assert person.fault() == "请核对年龄，已确认"
    assert person.card.asked.fault.state == "ok"
    assert not person.card.asked.fault.right.isVisible()
    person.press("Alt+Y")
    assert person.session.confirmed == {}
    assert person.fault() == "请核对年龄"
    person.enters("1")
    person.press("Backspace", "Backspace", "Backspace", "Enter")
    assert person.session.confirmed == {}


def test_a_reason_is_asked_where_the_form_wants_one(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("38500")
    person.press("Alt+Y")
    slip = person.page.frame.reason
    assert slip.isVisible()
    person.press("Enter")
    assert slip.isVisible()
    person.answers("镇上的门面\u3000𠮷")
    assert person.session.confirmed == {RENT: "镇上的门面\u3000𠮷"}
    assert person.here == RENT
    assert person.focus() is person.card.asked.control.entry
    assert person.fault() == "偏高，请核对，已确认：镇上的门面 𠮷"


def test_esc_leaves_the_reason_and_the_review_still_waits(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("38500")
    person.press("Alt+Y", "Esc")
    assert person.session.confirmed == {}
    person.press("Enter")
    person.answers("30", "有")
    review = person.page.reviewing.page._review
    assert review is not None
    assert [(e.reference, e.unusual, e.is_problem) for e in review.problems] == [(RENT, "wanted", True)]
    person.press("Alt+Y")
    person.answers("合同上就是这样")
    person.settles()
    assert person.page.reviewing.is_open
    review = person.page.reviewing.page._review
    assert review is not None
    assert review.problems == []
    assert review.count("warn") == 1
    person.press("Ctrl+Enter")
    assert person.stage.interview is None


def test_a_rule_of_the_end_is_silent_until_the_review(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("385", "30")
    person.press("Enter")
    assert person.page.reviewing.is_open
    review = person.page.reviewing.page._review
    assert review is not None
    assert [(e.reference, e.state, e.message) for e in review.problems] == [("/data/why", "error", "请补写")]


def test_several_fields_count_what_is_to_be_confirmed(talk: Talk) -> None:
    person = talk(LIST)
    person.enters("38500")
    person.press("Tab")
    field = person.fields.column.fields[0]
    assert (field.asked.fault.text(), field.asked.fault.state) == ("偏高，请核对", "warn")
    assert person.fields._unusual.isVisible()
    field.asked.fault.right.click()
    assert person.session.confirmed == {"/data/g/rent": ""}
    assert not person.fields._unusual.isVisible()
    assert person.here == "/data/g/more"


def test_a_cell_is_confirmed_like_a_question(talk: Talk) -> None:
    person = talk(ROSTER)
    person.answers("王")
    person.enters("97")
    person.press("Shift+Enter", "Tab")
    assert person.roster.foot.fault.text() == "第 1 行：请核对年龄"
    assert person.roster.foot.fault.right.isVisible()
    person.press("Alt+Y")
    assert person.session.confirmed == {"/data/hh[1]/age": ""}
    assert not person.roster.foot.fault.right.isVisible()
    assert person.roster.missing() == Missing()
