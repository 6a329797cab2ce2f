"""More than two versions of one interview: settled pair by pair, in any order, nothing lost and always an end."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.merge import Revision, State, ancestors, common_version, contested, merge, propose, settle, view
from fieldapp.merge.fields import Take

RECORD = "uuid:张𡋬"
edits = st.lists(st.tuples(st.integers(0, 7), st.booleans()), min_size=2, max_size=9)
places = st.sampled_from(["who", "age", "sex", "phone", "住址", "㐂"])


def _history(edits: list[tuple[int, bool]]) -> dict[str, Revision]:
    """A tree: each new version builds on some earlier one; some of them delete."""
    made = [Revision("0", RECORD)]
    for number, (on, deletes) in enumerate(edits, 1):
        kind = "tombstone" if deletes and number > 1 else "content"
        made.append(Revision(str(number), RECORD, (made[on % len(made)].rev_id,), kind))  # type: ignore[arg-type]
    return {one.rev_id: one for one in made}


@given(edits, st.integers(0, 2**32))
def test_pair_by_pair_there_is_an_end(edits: list[tuple[int, bool]], seed: int) -> None:
    history, chance = _history(edits), random.Random(seed)
    last = view(State(frozenset(history.values()))).records[RECORD].heads
    for number in range(len(last) - 1):
        assert len(last) == len(view(State(frozenset(history.values()))).records[RECORD].heads)
        pair = chance.sample(last, 2)
        base = common_version(history, *pair)
        assert base is None or base not in pair, "a head is nobody's earlier version"
        joined = Revision(f"m{number}", RECORD, tuple(sorted(pair)), "resolve")
        history[joined.rev_id] = joined
        last = tuple(one for one in (*last, joined.rev_id) if one not in pair)
    (only,) = view(State(frozenset(history.values()))).records[RECORD].heads
    assert ancestors(history, only) == set(history)


@given(edits, st.integers(0, 2**32))
def test_two_supervisors_who_settle_apart_meet_once_more(edits: list[tuple[int, bool]], seed: int) -> None:
    """Each joins two of the versions; together they show what is still apart, and a third word ends it."""
    history, chance = _history(edits), random.Random(seed)
    state = State(frozenset(history.values()))
    last = view(state).records[RECORD].heads
    if len(last) < 3:
        return
    both = []
    for name in ("a", "b"):
        joined = Revision(f"m-{name}", RECORD, tuple(sorted(chance.sample(last, 2))), "resolve")
        both.append(merge(state, State(frozenset({joined}))))
    met = merge(*both)
    shown = view(met).records[RECORD]
    assert shown.in_conflict
    assert contested(met) == {RECORD}
    end = Revision("end", RECORD, shown.heads, "resolve")
    after = merge(merge(met, State(frozenset({end}))), both[0])  # an old bundle again
    assert view(after).records[RECORD].heads == ("end",)


answers = st.dictionaries(places, st.text(min_size=1, max_size=3), max_size=6)


@given(
    answers,
    st.permutations(["who", "age", "sex", "phone", "住址", "㐂"]),
    st.lists(st.text(min_size=1), min_size=3, max_size=3),
)
def test_changes_of_three_in_different_places_join_in_any_order(
    before: dict[str, str], order: list[str], words: list[str]
) -> None:
    base = {f"/data/{name}": value for name, value in before.items()}
    a, b, c = ({**base, f"/data/{name}": word} for name, word in zip(order, words, strict=False))
    everything = {**base, **{f"/data/{name}": word for name, word in zip(order, words, strict=False)}}
    for first, second, third in ((a, b, c), (b, c, a), (c, a, b)):
        joined = propose(base, first, second)
        assert joined is not None
        assert propose(base, joined, third) == everything


@given(answers, answers, answers)
def test_what_a_pair_was_settled_to_is_what_the_third_is_held_against(
    a: dict[str, str], b: dict[str, str], c: dict[str, str]
) -> None:
    one, two, three = ({f"/data/{name}": value for name, value in some.items()} for some in (a, b, c))
    joined = settle(one, two, {})
    assert joined == one, "nothing was taken from the other side"
    taken: dict[str, Any] = settle(joined, three, dict.fromkeys({**joined, **three}, Take.RIGHT))
    assert taken == three


def test_versions_that_all_delete_are_a_deletion_and_no_conflict() -> None:
    """Two laptops deleted the same interview: nobody has anything to decide."""
    first = Revision("0", RECORD)
    gone = {Revision(name, RECORD, ("0",), "tombstone") for name in "ab"}
    shown = view(State(frozenset({first, *gone}))).records[RECORD]
    assert (shown.deleted, shown.in_conflict, len(shown.heads)) == (True, False, 2)
    assert contested(State(frozenset({first, *gone}))) == set()
    kept = Revision("c", RECORD, ("0",))
    state = State(frozenset({first, kept, *gone}))
    assert view(state).records[RECORD].in_conflict
    assert contested(state) == {RECORD}
