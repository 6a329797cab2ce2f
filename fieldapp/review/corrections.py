"""The log of corrections: every change of a finished interview, with who, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.merge import differences
from fieldapp.review.desk import Desk, answers_of
from fieldapp.store import RevisionRow


@dataclass(frozen=True, slots=True)
class Correction:
    """One question that a later version answers otherwise. Personal values stand as tokens."""

    record_id: str
    rev_id: str
    question: str
    before: str | None
    after: str | None
    author: str
    device: str
    wall_time: str
    reason: str


def corrections(desk: Desk) -> Iterator[Correction]:
    """In the order the versions came here; of a joined version only what its first parent had otherwise."""
    rows = {row.rev_id: row for row in desk.store.revisions.all()}
    for row in rows.values():
        parent = next((rows[one] for one in row.parents if one in rows), None)
        if parent is not None:
            yield from _between(parent, row)


def _between(old: RevisionRow, new: RevisionRow) -> Iterator[Correction]:
    for one in differences(answers_of(old), answers_of(old), answers_of(new)):
        yield Correction(
            new.record_id, new.rev_id, one.path, one.left, one.right, new.author, new.device, new.wall_time,
            new.reason,
        )  # fmt: skip
