"""What a team shares: sets that only grow. Two states merge into their union."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fieldapp.merge.cases import Attempt, Case

RevisionKind = Literal["content", "tombstone", "resolve", "excel", "handover"]
ReviewState = Literal["received", "has_issues", "approved", "rejected"]
Verdict = Literal["same", "different"]


@dataclass(frozen=True, slots=True)
class Revision:
    """One version of an interview, as far as merging needs it. `rev_id` is the hash of its whole body."""

    rev_id: str
    record_id: str
    parents: tuple[str, ...] = ()
    kind: RevisionKind = "content"
    blobs: tuple[str, ...] = ()
    """SHA-256 of the files that its answers name."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a supervisor said of one revision; `supersedes` are the events it replaces."""

    event_id: str
    record_id: str
    rev_id: str
    state: ReviewState
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether two records are the same people interviewed twice, and which one counts ("": both)."""

    event_id: str
    records: tuple[str, str]
    verdict: Verdict
    keep: str = ""
    supersedes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Purge:
    """A record that somebody asked to be forgotten: dropped wherever this arrives."""

    event_id: str
    record_id: str


@dataclass(frozen=True, slots=True)
class State:
    """Everything a laptop knows. `blobs` are the hashes of files it has or knows somebody has."""

    revisions: frozenset[Revision] = frozenset()
    reviews: frozenset[Review] = frozenset()
    decisions: frozenset[Decision] = frozenset()
    blobs: frozenset[str] = frozenset()
    purges: frozenset[Purge] = frozenset()
    cases: frozenset[Case] = frozenset()
    attempts: frozenset[Attempt] = frozenset()

    def __or__(self, other: State) -> State:
        return merge(self, other)


def merge(ours: State, theirs: State) -> State:
    """The union, without the records that are purged. The laws of this: tests/merge/test_laws.py."""
    purges = ours.purges | theirs.purges
    gone = {purge.record_id for purge in purges}
    return State(
        frozenset(one for one in ours.revisions | theirs.revisions if one.record_id not in gone),
        frozenset(one for one in ours.reviews | theirs.reviews if one.record_id not in gone),
        frozenset(one for one in ours.decisions | theirs.decisions if gone.isdisjoint(one.records)),
        ours.blobs | theirs.blobs,
        purges,
        ours.cases | theirs.cases,
        ours.attempts | theirs.attempts,
    )
