"""The laws of merging, on sets in memory. They hold for whatever the team did, and in whatever order."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.merge import Revision, State, ancestors, contested, merge, view, view_hash
from tests.merge.replicas import Team, shown_heads, teams

some_team = teams()
chance = st.integers(0, 2**32)


@given(some_team)
def test_1_it_does_not_matter_who_imports(team: Team) -> None:
    a, b, *_ = team.laptops
    assert merge(a, b) == merge(b, a)


@given(some_team)
def test_2_it_does_not_matter_who_comes_first(team: Team) -> None:
    a, b, c, _ = team.laptops
    assert merge(merge(a, b), c) == merge(a, merge(b, c))


@given(some_team)
def test_3_the_same_again_changes_nothing(team: Team) -> None:
    for laptop in team.laptops:
        assert merge(laptop, laptop) == laptop


@given(some_team)
def test_4_an_old_bundle_again_changes_nothing(team: Team) -> None:
    a, b, *_ = team.laptops
    assert merge(merge(a, b), a) == merge(a, b)


@given(some_team, chance)
def test_5_any_order_repetition_and_split_shows_the_same(team: Team, seed: int) -> None:
    pieces = [piece for state in team.laptops for piece in _split(state)]
    shuffled = [*pieces, *random.Random(seed).choices(pieces, k=5)] if pieces else []
    random.Random(seed).shuffle(shuffled)
    arrived = State()
    for piece in shuffled:
        arrived = merge(arrived, piece)
    assert view_hash(view(arrived)) == view_hash(view(team.everything()))


@given(some_team)
def test_6_no_revision_is_lost_unless_its_record_is_purged(team: Team) -> None:
    whole = team.everything()
    gone = {purge.record_id for purge in whole.purges}
    assert whole.revisions == {one for one in team.ever if one.record_id not in gone}


@given(some_team)
def test_7_every_revision_is_shown_or_built_on_by_what_is_shown(team: Team) -> None:
    for state in (*team.laptops, team.everything()):
        history = {one.rev_id: one for one in state.revisions}
        covered = {old for head in shown_heads(state) for old in ancestors(history, head)}
        assert covered == set(history)


@given(some_team)
def test_conflicts_counted_by_themselves_are_those_that_are_shown(team: Team) -> None:
    for state in (*team.laptops, team.everything()):
        shown = view(state).records.values()
        assert contested(state) == {record.record_id for record in shown if record.in_conflict}


@given(some_team)
def test_8_a_settled_conflict_never_reopens(team: Team) -> None:
    whole = team.everything()
    for record in view(whole).records.values():
        settled = Revision("f" * 64, record.record_id, record.heads, "resolve")
        after = merge(whole, State(revisions=frozenset({settled})))
        for old in (*team.deliveries, *team.laptops):
            after = merge(after, old)
        assert view(after).records[record.record_id].heads == (settled.rev_id,)


@given(some_team)
def test_9_a_deletion_never_hides_an_edit_made_meanwhile(team: Team) -> None:
    whole = team.everything()
    for record in view(whole).records.values():
        base = record.heads[0]
        both = {
            Revision("d" * 64, record.record_id, (base,), "tombstone"),
            Revision("e" * 64, record.record_id, (base,), "content"),
        }
        shown = view(merge(whole, State(revisions=frozenset(both)))).records[record.record_id]
        assert {"d" * 64, "e" * 64} <= set(shown.heads)
        assert shown.in_conflict
        assert not shown.deleted


@given(some_team)
def test_11_a_revision_without_its_parent_waits_and_joins_up(team: Team) -> None:
    whole = team.everything()
    for late in sorted(whole.revisions, key=lambda one: one.rev_id)[:3]:
        before = view(replace(whole, revisions=whole.revisions - {late}))
        built_on = any(late.rev_id in one.parents for one in whole.revisions)
        shown = before.records.get(late.record_id)
        assert built_on == (shown is not None and late.rev_id in shown.waiting_for)
        after = merge(replace(whole, revisions=whole.revisions - {late}), State(revisions=frozenset({late})))
        assert view(after) == view(whole)


def _split(state: State) -> list[State]:
    """One thing at a time, as packs could be cut."""
    pieces = [State(revisions=frozenset({one})) for one in state.revisions]
    pieces += [State(reviews=frozenset({one})) for one in state.reviews]
    pieces += [State(decisions=frozenset({one})) for one in state.decisions]
    pieces += [State(blobs=frozenset({one})) for one in state.blobs]
    return pieces + [State(purges=frozenset({one})) for one in state.purges]
