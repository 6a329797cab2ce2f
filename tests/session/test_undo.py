"""Undo and redo come from the journal alone: they survive a restart and restore everything."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.interview import Refused
from fieldapp.session import Session
from tests.session.support import state


def values(session, *names):
    return [session.interview.node(f"/data/{name}").value for name in names]


def test_undo_takes_back_the_answer_and_what_followed(session):
    before = state(session)
    session.answer("/data/age", "31")
    assert values(session, "age", "twice") == ["31", "62"]
    session.undo()
    assert state(session) == before
    session.redo()
    assert values(session, "age", "twice") == ["31", "62"]


def test_nothing_to_undo(session):
    assert (session.can_undo, session.can_redo) == (False, False)
    assert session.undo() is None
    assert session.redo() is None


def test_a_new_answer_ends_redo(session):
    session.answer("/data/name", "王")
    session.undo()
    assert session.can_redo
    session.answer("/data/name", "李")
    assert not session.can_redo
    assert session.redo() is None


def type_in(session, reference, text):
    for end in range(1, len(text) + 1):
        session.answer(reference, text[:end], typing=True)


def test_typing_in_one_visit_is_one_step(session):
    session.go("/data/name")
    type_in(session, "/data/name", "王小明")
    session.undo()
    assert values(session, "name") == [""]
    session.redo()
    assert values(session, "name") == ["王小明"]


def test_leaving_the_field_ends_the_step_with_the_last_text(session):
    type_in(session, "/data/name", "王")
    session.answer("/data/name", "王小明")
    session.answer("/data/name", "李")
    session.undo()
    assert values(session, "name") == ["王小明"]
    session.undo()
    assert values(session, "name") == [""]


@pytest.mark.parametrize("leave", [lambda s: s.go("/data/name"), lambda s: s.answer("/data/age", "3")])
def test_coming_back_begins_a_new_step(session, leave):
    type_in(session, "/data/name", "王")
    leave(session)
    type_in(session, "/data/name", "王小")
    session.undo()
    assert values(session, "name") == ["王"]


def test_typing_after_an_undo_is_a_step_of_its_own(session):
    type_in(session, "/data/name", "王")
    session.undo()
    type_in(session, "/data/name", "李")
    session.undo()
    assert values(session, "name") == [""]
    assert not session.can_undo


def test_a_restart_ends_the_visit_but_not_the_history(place, session):
    session.answer("/data/age", "3")
    type_in(session, "/data/name", "王小")
    again = Session.resume(place, session.instance_id)
    type_in(again, "/data/name", "王小明")
    again.undo()
    assert values(again, "name") == ["王小"]
    again = Session.resume(place, session.instance_id)
    again.undo()
    assert values(again, "name", "age") == ["", "3"]
    again = Session.resume(place, session.instance_id)
    again.redo()
    again.redo()
    assert values(again, "name", "age") == ["王小明", "3"]


def test_a_removed_row_comes_back_with_all_it_held(place, session):
    session.add_repeat("/data/hh")
    for number in (1, 2):
        session.answer(f"/data/hh[{number}]/h_name", f"成员{number}")
        session.answer(f"/data/hh[{number}]/h_age", str(number))
        session.add_repeat(f"/data/hh[{number}]/job")
        session.answer(f"/data/hh[{number}]/job[1]/j_what", "种田\n养鱼")
    before = state(session)
    session.remove_repeat("/data/hh[1]")
    assert values(session, "ages", "hh[1]/h_name") == ["2", "成员2"]
    again = Session.resume(place, session.instance_id)
    again.undo()
    assert state(again) == before
    assert again.position == "/data/hh[1]"


def test_undo_goes_to_where_it_happened(session):
    session.go("/data/age")
    session.answer("/data/age", "3")
    session.go("/data/name")
    session.undo()
    assert session.position == "/data/age"
    session.go("/data/name")
    session.redo()
    assert session.position == "/data/age"


def test_undoing_a_new_row_leads_back_to_where_one_was(session):
    session.go("/data/age")
    session.add_repeat("/data/hh")
    assert session.position == "/data/hh[2]"
    session.undo()
    assert session.position == "/data/age"


@pytest.mark.parametrize(
    ("position", "removed", "then"),
    [
        ("/data/hh[3]/h_age", "/data/hh[1]", "/data/hh[2]/h_age"),
        ("/data/hh[1]/h_age", "/data/hh[3]", "/data/hh[1]/h_age"),
        ("/data/hh[2]/h_age", "/data/hh[2]", "/data/hh[2]"),
        ("/data/hh[3]", "/data/hh[3]", "/data/hh[2]"),
        ("/data/name", "/data/hh[2]", "/data/name"),
    ],
)
def test_the_position_after_a_row_is_gone(session, position, removed, then):
    for _ in range(2):
        session.add_repeat("/data/hh")
    session.go(position)
    session.remove_repeat(removed)
    assert session.position == then


def test_removing_the_only_row_leads_to_what_held_it(session):
    session.go("/data/hh[1]/h_age")
    session.remove_repeat("/data/hh[1]")
    assert session.position == "/data"


class Person:
    """Does something, and says how; what cannot be done now is left out."""

    def __init__(self, session):
        self.session = session

    def row(self, number):
        rows = self.session.interview.rows("/data/hh")
        return f"/data/hh[{number % len(rows) + 1}]" if rows else None

    def do(self, act):
        kind, number, text, typing = act
        row = self.row(number)
        leaf = ("/data/name", "/data/married", "/data/spouse", f"{row}/h_name")[number % 4]
        if kind == "text" and (row or number % 4 != 3):
            self.session.answer(leaf, text, typing)
        elif kind == "number":
            self.session.answer(f"{row}/h_age" if row and number % 2 else "/data/age", str(number), typing)
        elif kind == "add":
            self.session.add_repeat("/data/hh", number or None)
        elif kind == "remove" and row:
            self.session.remove_repeat(row)
        elif kind == "go":
            self.session.go(leaf if row else "/data/age")
        elif kind == "undo":
            self.session.undo()
        elif kind == "redo":
            self.session.redo()


def acts(*kinds):
    text = st.text(st.sampled_from("王𠮷㐂﨑a\n 0"), max_size=3) | st.sampled_from(["yes", "no"])
    act = st.tuples(st.sampled_from(kinds), st.integers(0, 7), text, st.booleans())
    return st.lists(act, max_size=25)


CHANGING = ("text", "text", "number", "number", "add", "add", "remove")
often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@often
@given(done=acts(*CHANGING, "go"))
def test_undoing_everything_leads_back_to_the_beginning_and_redoing_to_the_end(opened, done):
    session = Session.start(*opened)
    person = Person(session)
    states = [state(session)]
    for act in done:
        person.do(act)
    end = state(session)
    undone = 0
    while session.undo() is not None:
        undone += 1
        states.append(state(session))
    assert states[-1] == states[0]
    assert undone <= len(done)
    session = Session.resume(opened[0], session.instance_id)
    for before in reversed(states[1:]):
        assert state(session) == before
        session.redo()
    assert state(session) == end


@often
@given(done=acts(*CHANGING, "go", "undo", "redo"), more=acts(*CHANGING, "undo", "undo", "redo"))
def test_resuming_equals_never_having_closed(opened, done, more):
    """Closed in the middle or not: the same form, the same place, the same undo from there on."""
    session = Session.start(*opened)
    for act in done:
        Person(session).do(act)
    again = Session.resume(opened[0], session.instance_id)
    assert state(again) == state(session)
    assert (again.position, again.can_undo, again.can_redo) == (
        session.position,
        session.can_undo,
        session.can_redo,
    )
    for act in more:
        Person(again).do(act)
    third = Session.resume(opened[0], session.instance_id)
    assert state(third) == state(again)
    assert third.position == again.position


@often
@given(text=st.text(max_size=6))
def test_any_text_comes_back_from_the_journal(opened, text):
    session = Session.start(*opened)
    try:
        session.answer("/data/name", text)
    except Refused:
        return
    assert state(Session.resume(opened[0], session.instance_id)) == state(session)
