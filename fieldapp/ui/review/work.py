"""What the worker does for reviewing: plain functions with their own connection, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.review import Entry, Returned
    from fieldapp.study import Beside


@dataclass(frozen=True)
class Queue:
    """The queue as it stood, and how many minutes each interview took (by instance id)."""

    entries: tuple[Entry, ...] = ()
    minutes: Mapping[str, float] = field(default_factory=dict)


def read(study: Beside) -> Queue:
    """Everything, with flags."""
    from fieldapp import review

    with closing(study.open()) as beside:
        taken = review.minutes(beside)
        return Queue(tuple(review.queue(beside, review.flags_of(beside, taken))), taken)


def counts(study: Beside) -> tuple[int, int]:
    """Conflicts, and interviews that wait for a word; without their flags."""
    from fieldapp.merge import view
    from fieldapp.review import state_of

    with closing(study.open()) as beside:
        records = [one for one in view(state_of(beside)).records.values() if not one.deleted]
        waiting = ("received", "edited", "disputed")
        torn = sum(one.in_conflict for one in records)
        return torn, sum(not one.in_conflict and one.reviews[one.heads[0]] in waiting for one in records)


def returned(study: Beside) -> dict[str, Returned]:
    """What was sent back to this laptop, by revision."""
    from fieldapp import review

    with closing(study.open()) as beside:
        return review.returned(beside)
