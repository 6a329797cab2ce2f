"""Conflicts: two versions of one interview, question by question, with the version both build on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fieldapp.form.masking import HIDDEN
from fieldapp.merge import Difference, Revision, common_version, differences, propose, revision_of, view
from fieldapp.review.desk import Desk, answers_of, revision, state_of
from fieldapp.store import RevisionRow


@dataclass(frozen=True, slots=True)
class Conflict:
    """A record with more than one head: those with answers first, then those that delete it (`deleted`).

    The first two are to be decided first; what comes of it stands beside the next.
    """

    record_id: str
    label: str
    form_sha256: str
    heads: tuple[str, ...]
    deleted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """One version: who made it, on which laptop, when by that laptop's clock, why."""

    rev_id: str
    author: str
    device: str
    wall_time: str
    reason: str
    kind: str
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sides:
    """Two versions to decide between. `proposal`: answers to accept, where nothing contradicts."""

    record_id: str
    left: Side
    right: Side
    base: Side | None
    differences: tuple[Difference, ...]
    proposal: Mapping[str, Any] | None

    @property
    def form_differs(self) -> bool:
        """Made with different versions of the form: joined by hand only."""
        return self.proposal is None and self.base is not None and not self.differences


def conflicts(desk: Desk) -> list[Conflict]:
    """Every record that people must decide on, by name."""
    found = []
    labels = {row.record_id: row.label for row in desk.store.instances.all() if row.label}
    for record in view(state_of(desk)).records.values():
        if record.in_conflict:
            rows = [revision(desk, head) for head in record.heads]
            gone = tuple(row.rev_id for row in rows if row.kind == "tombstone")
            label = labels.get(record.record_id, HIDDEN)
            rest = tuple(row.rev_id for row in rows if row.rev_id not in gone)
            form = next(row.form_sha256 for row in rows if row.rev_id not in gone)
            found.append(Conflict(record.record_id, label, form, (*rest, *gone), gone))
    return sorted(found, key=lambda one: (one.label, one.record_id))


def sides(desk: Desk, left: str, right: str) -> Sides:
    """Two heads of a record. The order of the sides is the caller's; the proposal does not depend on it."""
    a, b = revision(desk, left), revision(desk, right)
    history = {one.rev_id: revision_of(one) for one in desk.store.team.histories(a.record_id)}
    before = _base(desk, history, left, right)
    base = _side(before) if before is not None else None
    found = differences(base.answers if base else None, answers_of(a), answers_of(b))
    same_form = len({row.form_sha256 for row in (a, b, *([before] if before else []))}) == 1
    proposal = None
    if base is not None and same_form and "tombstone" not in (a.kind, b.kind):
        proposal = propose(base.answers, answers_of(a), answers_of(b))
    return Sides(a.record_id, _side(a), _side(b), base, tuple(found), proposal)


def _base(desk: Desk, history: Mapping[str, Revision], left: str, right: str) -> RevisionRow | None:
    shared = common_version(history, left, right)
    return desk.store.revisions.get(shared) if shared is not None else None


def _side(row: RevisionRow) -> Side:
    return Side(row.rev_id, row.author, row.device, row.wall_time, row.reason, row.kind, answers_of(row))
