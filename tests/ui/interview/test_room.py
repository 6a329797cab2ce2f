"""Whatever appears on a page gets its room: nothing is cut off."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.interview.interviewer import Interviewer
from tests.ui.interview.test_pages import FIELDS


def test_a_fault_gets_room_under_its_field(talk: Callable[..., Interviewer]) -> None:
    person = talk(FIELDS)
    person.settles()
    person.fields.sync(person.fields.place)  # as when fields come and go
    person.settles()
    person.press("Ctrl+Enter")
    person.settles()
    column = person.fields.column
    faulty = [field for field in column.fields if field.asked.fault.text()]
    assert faulty
    needed = sum(field.heightForWidth(field.width()) for field in column.fields)
    assert column.height() >= needed
