"""Cases: what is laid down, what came of trying; the laws of merging hold for them too."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.merge import (
    Attempt,
    Case,
    Plan,
    Purge,
    State,
    case_key,
    case_views,
    merge,
    read_event,
    state_from,
    view,
    view_hash,
)
from fieldapp.merge.canonical import canonical, digest
from fieldapp.merge.cases import attempt_body, case_body
from fieldapp.merge.events import Made

MADE = Made("S1", "ab" * 8, 7, "2026-11-22T19:30:00.000+08:00").fields
RET = ("RET-0312", "1")
NOON, EVENING = "2026-11-22T12:00:00+08:00", "2026-11-22T18:30:00+08:00"
PLAN = Plan("returnee_entrepreneur", "养殖户 𠮷祥", "E07", "种养·女", "石桥村", "", "2026-11-23T14:30:00+08:00",
            "先打电话\n（晚上在家）", "open", (("b_birth", "1988"), ("id", "110101199003070018")))  # fmt: skip


def _case(
    name: str, plan: Plan = PLAN, supersedes: tuple[str, ...] = (), after: tuple[str, ...] = ()
) -> Case:
    return Case(name, *RET, plan, supersedes, after)


def _try(name: str, at: str = NOON, then: str = "", after: tuple[str, ...] = (), **more: object) -> Attempt:
    said: dict[str, object] = {"outcome": "224", "supersedes": (), **more}
    return Attempt(name, *RET, said["outcome"], False, at, then, "", "E07", said["supersedes"], after)  # type: ignore[arg-type]


def _shown(*events: Case | Attempt):  # type: ignore[no-untyped-def]
    cases = [one for one in events if isinstance(one, Case)]
    return case_views(cases, [one for one in events if isinstance(one, Attempt)])[case_key(*RET)]


def test_what_is_written_is_read() -> None:
    body = case_body(MADE, RET, PLAN, ["E07", "E03", ""], ["b" * 64], ["a" * 64])
    assert read_event(body) == Case(digest(body), *RET, PLAN, ("b" * 64,), ("a" * 64,))
    assert b'"people":["E03","E07"]' in body
    tried = attempt_body(MADE, RET, "211", NOON, final=True, note="㐂说不方便", after=["c" * 64])
    expected = Attempt(digest(tried), *RET, "211", True, NOON, "", "㐂说不方便", "S1", (), ("c" * 64,))
    assert read_event(tried) == expected


def test_a_case_and_its_next_wave_are_two() -> None:
    assert case_key("RET-1", "2") != case_key("RET-1", "") != case_key("RET-1:2", "")


@pytest.mark.parametrize(
    "change",
    [{"values": []}, {"values": {"a": 1}}, {"state": "maybe"}, {"record_id": "uuid:张"}, {"wave": None},
     {"supersedes": "abc"}, {"enum": ["E07"]}],
)  # fmt: skip
def test_what_is_no_case_is_nothing(change: dict[str, object]) -> None:
    import json

    plain = json.loads(case_body(MADE, RET, PLAN, [], []))
    assert read_event(canonical(plain)) is not None
    assert read_event(canonical({**plain, **change})) is None


@given(st.dictionaries(st.sampled_from(["case_id", "wave", "values", "outcome", "at", "next", "after", "state",
       "final", "note", "author", "supersedes", "record_id", "enum"]),
       st.none() | st.text(max_size=3) | st.lists(st.text(max_size=2), max_size=2)))  # fmt: skip
def test_odd_events_break_no_view(fields: dict[str, object]) -> None:
    bodies = [canonical({"kind": kind, **fields}) for kind in ("case", "attempt")]
    assert view_hash(view(state_from((), bodies)))


def test_a_later_word_replaces_the_earlier_one() -> None:
    moved = replace(PLAN, enum="E03")
    shown = _shown(_case("a"), _case("b", moved, ("a",)))
    assert (shown.heads, shown.plan, shown.disputed) == (("b",), moved, False)


def test_two_words_that_do_not_know_of_each_other_are_disputed_until_one_settles_them() -> None:
    there, here = replace(PLAN, enum="E03"), replace(PLAN, enum="E05")
    both = [_case("a"), _case("b", there, ("a",)), _case("c", here, ("a",))]
    assert _shown(*both).disputed
    assert set(_shown(*both).plans) == {there, here}
    settled = _shown(*both, _case("d", here, ("b", "c")))
    assert not settled.disputed
    assert settled.plan == here


def test_the_same_word_twice_is_no_dispute() -> None:
    shown = _shown(_case("a"), _case("b"))
    assert len(shown.heads) == 2
    assert not shown.disputed


def test_the_appointment_is_that_of_the_last_word_whatever_the_clocks_say() -> None:
    first = [_case("a"), _try("t", EVENING, "2026-11-24T09:00:00+08:00", ("a",))]
    assert _shown(*first).appointments == ("2026-11-24T09:00:00+08:00",)
    later = _try("u", NOON, "", ("t",))  # a clock that is wrong
    assert _shown(*first, later).appointments == ()
    assert [one.event_id for one in _shown(*first, later).attempts] == ["u", "t"]
    assert [one.event_id for one in _shown(*first, later).last] == ["u"]


def test_an_attempt_that_is_taken_back_never_was() -> None:
    before = [_case("a"), _try("t", NOON, EVENING, ("a",))]
    gone = _try("v", NOON, "", outcome="", supersedes=("u",))
    shown = _shown(*before, _try("u", EVENING, "", ("t",)), gone)
    assert [one.event_id for one in shown.attempts] == ["t"]
    assert shown.appointments == (EVENING,)


def test_attempts_come_before_their_case() -> None:
    shown = _shown(_try("t", after=("a",)))
    assert (shown.plans, shown.plan, len(shown.attempts)) == ((), Plan(), 1)


def test_a_purge_of_an_interview_leaves_its_case() -> None:
    state = state_from((), [case_body(MADE, RET, PLAN, [], [])]) | State(
        purges=frozenset({Purge("p", "uuid:张")})
    )
    assert len(state.cases) == 1


Story = list[tuple[int, int, int, int]]
stories = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 2), st.integers(0, 7), st.integers(0, 2)), max_size=24
)


def _play(story: Story) -> list[State]:
    """Three laptops: words, attempts and takings back by what each knows, and handing over."""
    laptops = [State() for _ in range(3)]
    for number, (verb, at, one, other) in enumerate(story):
        shown = view(laptops[at]).cases.get(case_key(*RET))
        heads, tips = (shown.heads, shown.tips) if shown else ((), ())
        if verb == 0:
            case = _case(f"c{number}", replace(PLAN, enum=f"E{other}"), heads, tips)
            laptops[at] |= State(cases=frozenset({case}))
        elif verb in (1, 2):
            tried = _try(f"t{number}", f"2026-11-{one + 10}T12:00", "明天" if other else "", tips)
            laptops[at] |= State(attempts=frozenset({tried}))
        elif verb == 3 and shown and shown.last:
            back = _try(f"b{number}", outcome="", supersedes=(shown.last[0].event_id,))
            laptops[at] |= State(attempts=frozenset({back}))
        else:
            laptops[other] |= laptops[at]
    return laptops


@given(stories)
def test_laws_1_to_4(story: Story) -> None:
    a, b, c = _play(story)
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, a) == a
    assert merge(merge(a, b), a) == merge(a, b)


@given(stories, st.integers(0, 2**32))
def test_law_5_any_order_repetition_and_split_shows_the_same(story: Story, seed: int) -> None:
    whole = State()
    for laptop in _play(story):
        whole |= laptop
    pieces = [State(cases=frozenset({one})) for one in whole.cases]
    pieces += [State(attempts=frozenset({one})) for one in whole.attempts]
    pieces += pieces[:3]
    random.Random(seed).shuffle(pieces)
    arrived = State()
    for piece in pieces:
        arrived |= piece
    assert view_hash(view(arrived)) == view_hash(view(whole))


@given(stories)
def test_law_8_a_settled_case_stays_settled(story: Story) -> None:
    laptops = _play(story)
    whole = State()
    for laptop in laptops:
        whole |= laptop
    shown = view(whole).cases.get(case_key(*RET))
    if shown is None:
        return
    settled = _case("end", PLAN, shown.heads, shown.tips)
    after = merge(whole, State(cases=frozenset({settled})))
    for old in laptops:
        after = merge(after, old)
    again = view(after).cases[case_key(*RET)]
    assert (again.heads, again.tips, again.plans) == (("end",), ("end",), (PLAN,))


@given(stories)
def test_every_attempt_is_shown_unless_it_was_taken_back(story: Story) -> None:
    for state in _play(story):
        gone = {old for one in state.attempts for old in one.supersedes}
        expected = {one.event_id for one in state.attempts if one.outcome and one.event_id not in gone}
        found = {one.event_id for case in view(state).cases.values() for one in case.attempts}
        assert found == expected
