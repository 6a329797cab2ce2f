"""A team at work, for property tests: laptops that edit, delete, settle, review, purge and swap what they know."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hypothesis import strategies as st

from fieldapp.merge import Decision, Purge, Review, Revision, State, heads, merge, view
from fieldapp.merge.state import ReviewState, RevisionKind, Verdict

LAPTOPS = 4
RECORDS = ("uuid:张", "uuid:𡋬", "uuid:㐂")
STATES: tuple[ReviewState, ...] = ("received", "has_issues", "approved", "rejected")

Act = tuple[str, int, int, int]
acts = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "new",
                "edit",
                "edit",
                "delete",
                "settle",
                "review",
                "supersede",
                "decide",
                "blob",
                "purge",
                "give",
                "part",
            ]
        ),
        st.integers(0, LAPTOPS - 1),
        st.integers(0, 11),
        st.integers(0, 11),
    ),
    max_size=30,
)
"""What happens: a verb, a laptop, and two numbers that choose among what there is."""


def _hash(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()


class Team:
    """Laptops with their states; `deliveries` is everything that was ever handed over, as it was then."""

    def __init__(self) -> None:
        self.laptops = [State() for _ in range(LAPTOPS)]
        self.deliveries: list[State] = []
        self.ever: set[Revision] = set()
        self._counter = 0

    def play(self, story: list[Act]) -> Team:
        for verb, laptop, one, other in story:
            getattr(self, f"_{verb}")(laptop, one, other)
        return self

    def everything(self) -> State:
        whole = State()
        for laptop in self.laptops:
            whole = merge(whole, laptop)
        return whole

    def _add(self, laptop: int, more: State) -> None:
        self._counter += 1
        self.ever |= more.revisions
        self.laptops[laptop] = merge(self.laptops[laptop], more)

    def _revise(
        self,
        laptop: int,
        record: str,
        parents: tuple[str, ...],
        kind: RevisionKind,
        blobs: tuple[str, ...] = (),
    ) -> None:
        rev_id = _hash(record, parents, kind, laptop, self._counter)
        revision = Revision(rev_id, record, tuple(sorted(parents)), kind, blobs)
        self._add(laptop, State(revisions=frozenset({revision})))

    def _new(self, laptop: int, one: int, _other: int) -> None:
        self._revise(laptop, RECORDS[one % len(RECORDS)], (), "content", (_hash("blob", one),))

    def _heads(self, laptop: int, one: int) -> tuple[str, tuple[str, ...]]:
        """A record that the laptop has, and its heads there."""
        known = sorted({revision.record_id for revision in self.laptops[laptop].revisions})
        if not known:
            return "", ()
        record = known[one % len(known)]
        history = {one.rev_id: one for one in self.laptops[laptop].revisions if one.record_id == record}
        return record, heads(history)

    def _edit(self, laptop: int, one: int, other: int, kind: RevisionKind = "content") -> None:
        record, last = self._heads(laptop, one)
        if last:
            self._revise(laptop, record, (last[other % len(last)],), kind)

    def _delete(self, laptop: int, one: int, other: int) -> None:
        self._edit(laptop, one, other, "tombstone")

    def _settle(self, laptop: int, one: int, _other: int) -> None:
        record, last = self._heads(laptop, one)
        if len(last) > 1:
            self._revise(laptop, record, last, "resolve")

    def _review(self, laptop: int, one: int, other: int, supersedes: tuple[str, ...] = ()) -> None:
        record, last = self._heads(laptop, one)
        if last:
            target, state = last[other % len(last)], STATES[other % len(STATES)]
            event = Review(_hash("review", laptop, self._counter), record, target, state, supersedes)
            self._add(laptop, State(reviews=frozenset({event})))

    def _supersede(self, laptop: int, one: int, other: int) -> None:
        record, _ = self._heads(laptop, one)
        known = sorted(event.event_id for event in self.laptops[laptop].reviews if event.record_id == record)
        if known:
            self._review(laptop, one, other, (known[other % len(known)],))

    def _decide(self, laptop: int, one: int, other: int) -> None:
        a, b = sorted((RECORDS[one % len(RECORDS)], RECORDS[other % len(RECORDS)]))
        verdict: Verdict = "same" if one % 2 else "different"
        event = Decision(_hash("decision", laptop, self._counter), (a, b), verdict, a if one % 2 else "")
        self._add(laptop, State(decisions=frozenset({event})))

    def _blob(self, laptop: int, one: int, _other: int) -> None:
        self._add(laptop, State(blobs=frozenset({_hash("blob", one)})))

    def _purge(self, laptop: int, one: int, other: int) -> None:
        record, last = self._heads(laptop, one)
        if last and other == 0:
            self._add(laptop, State(purges=frozenset({Purge(_hash("purge", record), record)})))

    def _give(self, laptop: int, one: int, _other: int) -> None:
        """All that one laptop knows goes to another."""
        self._deliver(self.laptops[laptop], one % LAPTOPS)

    def _part(self, laptop: int, one: int, other: int) -> None:
        """Only part of it arrives: damaged packs are left out."""
        known = self.laptops[laptop]
        kept = frozenset(revision for revision in known.revisions if int(revision.rev_id, 16) % 12 != other)
        self._deliver(replace(known, revisions=kept), one % LAPTOPS)

    def _deliver(self, what: State, to: int) -> None:
        self.deliveries.append(what)
        self.laptops[to] = merge(self.laptops[to], what)


@st.composite
def teams(draw: st.DrawFn) -> Team:
    """A team after a random story."""
    return Team().play(draw(acts))


def shown_heads(state: State) -> set[str]:
    """All heads that people see."""
    return {head for record in view(state).records.values() for head in record.heads}
