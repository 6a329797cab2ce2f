"""The laws of merging for cases, through packs on a stick and two databases."""

from __future__ import annotations

from contextlib import ExitStack, closing
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.cases.saying import plan_word
from fieldapp.merge import Attempt, Case, CaseView, Plan, State, case_key, read_event, view, view_hash
from fieldapp.merge.cases import attempt_body
from fieldapp.signing import say_all
from fieldapp.transfer import look, send, take
from tests.transfer.bare import Bare, Workshop

LAPTOPS = 2
EXAMPLES = 300 if settings().max_examples >= 10_000 else 12  # with --hypothesis-profile=long
NUMBERS = ("RET-0001", "RET-𠮷")
steps = st.lists(
    st.tuples(
        st.sampled_from(["word", "word", "try", "back", "send", "take", "take"]),
        st.integers(0, LAPTOPS - 1), st.integers(0, 5),
    ),
    max_size=16,
)  # fmt: skip


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(tmp_path_factory.mktemp("laws"))


def _shown(laptop: Bare, number: str) -> CaseView:
    nothing = CaseView(number, "", (), (), (), (), (), ())
    return view(laptop.state).cases.get(case_key(number, ""), nothing)


def _said(laptop: Bare, verb: str, chosen: int) -> bytes | None:
    """What a laptop says of one of the cases, by what it knows of it."""
    shown = _shown(laptop, NUMBERS[chosen % 2])
    plan = replace(Plan("people", village="石桥村\n㐂"), enum=f"E0{chosen}")
    case = (shown.case_id, "")
    if verb == "word":
        word = plan_word(shown, plan)
    elif verb == "try":
        when = "2026-11-24T09:00+08:00" if chosen % 3 else ""
        word = (
            shown.record_id,
            lambda made: attempt_body(
                made.fields, case, "224", "2026-11-22T12:00", appointment=when, after=shown.tips
            ),
        )
    elif shown.last:
        gone = [shown.last[0].event_id]
        word = (
            shown.record_id,
            lambda made: attempt_body(made.fields, case, "", "2026-11-22T13:00", supersedes=gone),
        )
    else:
        return None
    say_all(laptop, [word])  # type: ignore[arg-type]
    return laptop.store.cases.bodies()[-1]


def _with(made: State, body: bytes | None) -> State:
    event = read_event(body) if body is not None else None
    if isinstance(event, Case):
        return made | State(cases=frozenset({event}))
    return made | State(attempts=frozenset({event})) if isinstance(event, Attempt) else made


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(story=steps, order=st.permutations([*range(LAPTOPS)] * 2))
def test_whatever_was_said_every_laptop_shows_what_the_sets_say(
    workshop: Workshop, story: list[tuple[str, int, int]], order: list[int]
) -> None:
    with ExitStack() as stack:
        laptops = [stack.enter_context(closing(workshop.laptop(number))) for number in range(LAPTOPS)]
        stick, made = workshop.place("stick"), State()
        for verb, at, chosen in story:
            if verb == "send":
                send(laptops[at], stick, onward=True)
            elif verb == "take":
                take(laptops[at], look(laptops[at], stick))
            else:
                made = _with(made, _said(laptops[at], verb, chosen))
        for _ in range(2):  # the second time round old bundles come again
            for number in order:
                send(laptops[number], stick, onward=True)
            for number in order:
                take(laptops[number], look(laptops[number], stick))
            assert [view_hash(view(laptop.state)) for laptop in laptops] == [view_hash(view(made))] * LAPTOPS
