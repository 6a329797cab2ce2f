"""What people are shown of a state: a pure function, the same on every laptop that knows the same."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal, TypeVar

from fieldapp.merge.cases import CaseView, case_views
from fieldapp.merge.graph import ancestors, heads, unknown_parents
from fieldapp.merge.state import Decision, Review, Revision, State

ShownReview = Literal["received", "has_issues", "approved", "rejected", "edited", "disputed"]
Event = TypeVar("Event", Review, Decision)


@dataclass(frozen=True, slots=True)
class RecordView:
    """One record. More than one head is a conflict, also where one of them deletes the record.

    Where all of them delete it nobody has anything to decide: it is deleted.
    """

    record_id: str
    heads: tuple[str, ...]
    reviews: Mapping[str, ShownReview]
    """By head."""
    deleted: bool = False
    waiting_for: tuple[str, ...] = ()
    """Earlier versions that have not arrived."""
    missing: tuple[str, ...] = ()
    """Files that the heads name and nobody has yet."""

    @property
    def in_conflict(self) -> bool:
        """Whether people must decide."""
        return len(self.heads) > 1 and not self.deleted


@dataclass(frozen=True, slots=True)
class View:
    """All records by id, the decisions in force about double interviews, all cases by their keys."""

    records: Mapping[str, RecordView]
    decisions: tuple[Decision, ...] = ()
    cases: Mapping[str, CaseView] = field(default_factory=dict)


def view(state: State) -> View:
    """Everything there is to show."""
    of_record: dict[str, dict[str, Revision]] = defaultdict(dict)
    for revision in state.revisions:
        of_record[revision.record_id][revision.rev_id] = revision
    said: dict[str, list[Review]] = defaultdict(list)
    for review in _in_force(state.reviews):
        said[review.record_id].append(review)
    shown = {one: _record(one, of_record[one], said[one], state.blobs) for one in sorted(of_record)}
    decisions = sorted(_in_force(state.decisions), key=lambda one: one.event_id)
    return View(shown, tuple(decisions), case_views(state.cases, state.attempts))


def contested(state: State) -> set[str]:
    """The records that `view` shows in conflict, and nothing else of them."""
    of_record: dict[str, dict[str, Revision]] = defaultdict(dict)
    for one in state.revisions:
        of_record[one.record_id][one.rev_id] = one
    several = {record: history for record, history in of_record.items() if len(history) > 1}
    return {record for record, history in several.items() if _is_contested(history)}


def _is_contested(history: Mapping[str, Revision]) -> bool:
    last = heads(history)
    return len(last) > 1 and not _all_delete(history, last)


def _all_delete(history: Mapping[str, Revision], last: Iterable[str]) -> bool:
    return all(history[head].kind == "tombstone" for head in last)


def view_hash(shown: View) -> str:
    """SHA-256 of a canonical form: two laptops that show the same have the same."""
    plain = {
        "records": {record_id: asdict(record) for record_id, record in shown.records.items()},
        "decisions": [asdict(decision) for decision in shown.decisions],
        "cases": {key: asdict(case) for key, case in shown.cases.items()},
    }
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _record(
    record_id: str, history: Mapping[str, Revision], said: list[Review], blobs: Collection[str]
) -> RecordView:
    last = heads(history)
    return RecordView(
        record_id,
        last,
        {head: _review(history, head, said) for head in last},
        deleted=bool(last) and _all_delete(history, last),
        waiting_for=unknown_parents(history),
        missing=tuple(sorted({blob for head in last for blob in history[head].blobs if blob not in blobs})),
    )


def _review(history: Mapping[str, Revision], head: str, said: list[Review]) -> ShownReview:
    """A state belongs to a revision: what was said of an earlier one only tells that it was edited since."""
    states = {review.state for review in said if review.rev_id == head}
    if len(states) > 1:
        return "disputed"
    if states:
        return states.pop()
    earlier = ancestors(history, head)
    approved = any(review.state == "approved" and review.rev_id in earlier for review in said)
    return "edited" if approved else "received"


def _in_force(events: Iterable[Event]) -> list[Event]:
    """Events that no other replaces."""
    known = list(events)
    replaced = {old for event in known for old in event.supersedes}
    return [event for event in known if event.event_id not in replaced]
