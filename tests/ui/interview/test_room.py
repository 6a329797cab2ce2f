"""Whatever appears on a page gets its room: nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.interview.interviewer import Interviewer
from tests.ui.interview.test_pages import FIELDS


def test_a_fault_gets_room_under_its_field(talk: Callable[..., Interviewer]) -> None:
    person = talk(FIELDS)
    person.fields.sync(person.fields.place)  # as when fields come and go
    person.press("Tab", "Tab")
    person.press("Ctrl+Enter")
    person.settles()
    faulty = [field for field in person.fields.column.fields if field.asked.fault.text()]
    assert faulty
    for field in faulty:
        assert field.height() >= field.heightForWidth(field.width())
