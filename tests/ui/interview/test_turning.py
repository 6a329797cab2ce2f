"""The screen turned to the respondent, and where Tab goes."""

from __future__ import annotations

from collections.abc import Callable

from fieldapp.ui import theme, tokens
from fieldapp.ui.components import ChoiceRow, KeyCap
from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]

FORM = """
    | survey  |               |       |                  |                     |                       |            |
    |         | type          | name  | label::中文 (zh)  | label::English (en) | guidance_hint         | appearance |
    |         | select_one yn | ok    | 您愿意吗？         | Do you agree?       | 念选项                 |            |
    |         | text          | who   | 您叫什么？         | Your name?          |                       |            |
    |         | begin group   | g     | 投入              | Costs               |                       | field-list |
    |         | integer       | a     | 设备              | Equipment           |                       |            |
    |         | integer       | b     | 租金              | Rent                |                       |            |
    |         | end group     |       |                  |                     |                       |            |
    |         | text          | last  | 完                | End                 |                       |            |
    | choices |               |       |                  |                     |                       |            |
    |         | list_name     | name  | label::中文 (zh)  | label::English (en) |                       |            |
    |         | yn            | 1     | 愿意              | I agree             |                       |            |
    |         | yn            | 0     | 不愿意            | I do not            |                       |            |
"""


def caps(person: Interviewer) -> list[bool]:
    """Whether the codes of the choices are seen."""
    rows = person.card.findChildren(ChoiceRow)
    return [cap.isVisible() for row in rows if (cap := row.findChild(KeyCap)) is not None]


def test_the_respondent_sees_the_question_large_and_nothing_of_the_interviewer(talk: Talk) -> None:
    person = talk(FORM)
    assert caps(person) == [True, True]
    person.press("F5")
    assert caps(person) == [False, False]
    assert theme.text_step() > tokens.BASE_STEP
    frame = person.page.frame
    assert not frame.outline.isVisible()
    assert not frame.top._time.isVisible()
    assert not frame.top.flag_button.isVisible()
    assert person.card.head.height() == 0
    assert person.focus().window() is person.window
    person.enters("1")
    assert person.stored("/data/ok") == "1"
    person.press("Enter", "Shift+Enter")
    assert caps(person) == [False, False]
    person.press("F5")
    assert caps(person) == [True, True]
    assert theme.text_step() == tokens.BASE_STEP
    assert frame.outline.isVisible()


def test_the_review_and_the_end_turn_the_screen_back(talk: Talk) -> None:
    person = talk(FORM)
    person.press("F5", "F12")
    assert person.page.frame.outline.isVisible()
    person.press("F5")
    assert not person.page.respondent.on
    person.press("Esc", "Ctrl+P", "Ctrl+W")
    assert theme.text_step() == tokens.BASE_STEP


def test_tab_in_the_last_field_leads_to_the_next_page(talk: Talk) -> None:
    person = talk(FORM)
    person.enters("1")
    person.press("Enter")
    person.answers("王")
    assert person.here == "/data/g/a"
    person.press("Tab")
    assert person.here == "/data/g/b"
    person.press("Tab")
    bottom, top = person.page.frame.bottom, person.page.frame.top
    assert person.focus() is bottom.next_button
    person.press("Enter")
    assert person.screen == "/data/last"
    person.press("Tab")
    assert person.focus() is bottom.next_button
    person.press("Tab")
    assert person.focus() is bottom.back_button
    person.press("Shift+Tab", "Shift+Tab")
    assert person.focus() is person.card.asked.control.entry
    person.press("Shift+Tab")
    assert top.isAncestorOf(person.focus())


def test_tab_goes_round_every_stop_and_never_gets_lost(talk: Talk) -> None:
    person = talk(FORM)
    seen = []
    for _ in range(40):
        seen.append(person.focus())
        person.press("Tab")
        if person.focus() is seen[0]:
            break
    assert person.focus() is seen[0]
    assert len(set(map(id, seen))) == len(seen)
    assert person.page.frame.top.pause_button in seen
    assert person.page.frame.outline.list in seen
