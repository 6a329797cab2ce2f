"""A page of many fields: those below the window's edge are built after it is painted, and nobody notices."""

from __future__ import annotations

import gc
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from fieldapp.ui.interview import memory
from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]

COUNT = 40
_FIELDS = "\n".join(
    f"| | integer | q{at} | 第 {at} 项投入是多少元？ | Cost {at}? | {'. < 100' if at == COUNT else ''} | costs |"
    for at in range(1, COUNT + 1)
)
FORM = f"""
    | survey | | | | | | |
    | | type        | name | label::中文 (zh) | label::English (en) | constraint | appearance |
    | | text        | who  | 您叫什么？         | Your name?          |            |            |
    | | begin group | g    | 投入              | Costs               |            | field-list |
    {_FIELDS.replace("| costs |", "| |")}
    | | end group   |      |                  |                     |            |            |
    | | text        | last | 完                | End                 |            |            |
"""
LAST = f"/data/g/q{COUNT}"


@pytest.fixture
def person(talk: Talk) -> Interviewer:
    """At the page before the long one."""
    return talk(FORM)


def built(person: Interviewer) -> int:
    return len(person.fields.column.built)


def test_the_page_shows_before_its_last_fields_are_built(person: Interviewer, qtbot: QtBot) -> None:
    person.answers("王㐂")
    assert 0 < built(person) < COUNT
    qtbot.waitUntil(lambda: built(person) == COUNT)
    assert [field.node.name for field in person.fields.column.built] == [f"q{n}" for n in range(1, COUNT + 1)]


def test_tab_and_enter_go_through_fields_that_waited(person: Interviewer) -> None:
    person.answers("王㐂", *map(str, range(1, COUNT + 1)))
    person.press("Ctrl+Enter")
    assert person.after_a_crash("/data/g/q39") == "39"
    assert person.after_a_crash(LAST) == str(COUNT)
    assert person.screen == "/data/last"


def test_coming_back_goes_to_the_empty_field_far_below(person: Interviewer) -> None:
    person.answers("王㐂", *map(str, range(1, COUNT)))
    person.press("PgUp")
    person.press("PgDn")
    assert person.here == LAST
    assert built(person) == COUNT
    person.enters("7")
    person.press("Enter")
    assert person.after_a_crash(LAST) == "7"


def test_quick_fingers_leave_without_building_what_waits(person: Interviewer) -> None:
    person.answers("王㐂")
    column = person.fields.column
    person.press("Ctrl+Enter")
    assert person.screen == "/data/last"
    assert len(column.built) < COUNT


def test_quick_fingers_are_held_by_a_fault_that_waits(person: Interviewer) -> None:
    person.answers("王㐂", *map(str, range(1, COUNT)))
    person.enters("500")
    person.press("PgDn")  # a fault holds once
    person.press("PgDn")
    person.press("PgUp", "PgUp", "Enter")
    person.press("Ctrl+Enter")
    assert person.here == LAST
    assert person.fields.column.fields[-1].asked.fault.text()


def test_jumping_to_a_question_that_waits_puts_the_keyboard_there(person: Interviewer) -> None:
    person.page.go_to(LAST)
    person.settles()
    assert person.here == LAST
    person.enters("12")
    person.press("PgUp")
    assert person.after_a_crash(LAST) == "12"


def test_a_form_that_is_open_is_not_looked_through_again(request: pytest.FixtureRequest) -> None:
    request.addfinalizer(gc.unfreeze)
    memory.settle()
    first = gc.get_freeze_count()
    assert first > 10_000
    ring: list[object] = []
    ring.append(ring)
    del ring
    memory.settle()
    assert gc.get_freeze_count() <= first + 1_000  # what is gone by then is not kept for ever
