"""One conflict while it is being decided: its two versions, what was chosen, what is shown of it. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp import review
from fieldapp.interview import Interview
from fieldapp.interview.values import Refused, from_person
from fieldapp.merge import Difference, Take, differences
from fieldapp.problems import Problem
from fieldapp.review import Sides
from fieldapp.session import Session
from fieldapp.ui.conflicts.compare import Comparison, Row
from fieldapp.ui.conflicts.deciding import Decisions
from fieldapp.ui.names import speak
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.study import Study
    from fieldapp.ui.conflicts.work import Item

DELETED = "/"
"""The path of the one row where one side deleted the interview."""


class Matter:
    """Problems of the store pass through. `verdict` is about two records that are perhaps one."""

    def __init__(self, study: Study, item: Item) -> None:
        self.item = item
        self.sides = _sides(study, item)
        self._comparison = Comparison(*(_live(study, rev_id) for rev_id in item.heads))
        self._revealed: set[str] = set()
        self.with_equal = False
        self.verdict = ""
        self.decisions = Decisions(self.sides, self._differing())

    @property
    def is_pair(self) -> bool:
        """Two records that are perhaps one, not two versions of one."""
        return self.item.pair is not None

    @property
    def ready(self) -> bool:
        """Whether everything is decided."""
        return bool(self.verdict) if self.is_pair else not self.decisions.undecided

    @property
    def deleted_by(self) -> Take | None:
        """The side taken where one of them deleted the interview; None where none did."""
        decided = self.decisions.of.get(DELETED)
        return decided.take if decided is not None and isinstance(decided.take, Take) else None

    def rows(self) -> list[Row]:
        """The questions that differ, and those that are equal where they are wanted."""
        for side in filter(None, (self._comparison.left, self._comparison.right)):
            speak(side)
        rows = self.decisions.rows = self._differing()
        if self.with_equal:
            rows = [*rows, *self._comparison.equal(self.sides.differences, self._revealed)]
        return rows

    def _differing(self) -> list[Row]:
        if "tombstone" in (self.sides.left.kind, self.sides.right.kind):
            return [_deleted_row(self.sides)]
        return self._comparison.rows(self.sides.differences, self._revealed)

    def take(self, row: Row | None, side: Take) -> None:
        """That side at this question; of two perhaps equal interviews the one that counts."""
        if self.is_pair:
            self.verdict = side.value
        elif row is not None and row.difference is not None:
            self.decisions.take(row.path, side)

    def may_write(self, row: Row) -> bool:
        """Whether an answer of one's own can stand here."""
        return bool(row.difference) and not (row.below or row.path == DELETED or self.is_pair)

    def write(self, row: Row, text: str) -> bool:
        """An answer of one's own, a choice by its words or its code; False if the question cannot hold it."""
        node = self._comparison.node(row.path)
        kept = text
        if node is not None:
            codes = {choice.label: choice.value for choice in node.choices()}
            kept = codes.get(text, text)
            if codes and any(part not in codes.values() for part in kept.split()):
                return False
            try:
                kept = from_person(node.type, kept, node.interview.zone)
            except Refused:
                return False
        self.decisions.take(row.path, kept, self._comparison.own(row.path, kept, self._revealed))
        return True

    def reveal(self, study: Study, row: Row) -> bool:
        """The personal values of a question; the look is in the log."""
        node = self._comparison.node(row.path)
        if node is None or not row.veiled:
            return False
        study.reveal(self.sides.record_id, node.definition.reference)
        self._revealed.add(row.path)
        return True


def _live(study: Study, rev_id: str) -> Interview | None:
    """A version as a live form, to read labels and choices from; None of a deletion, or without its form."""
    found = study.store.revisions.get(rev_id)
    if found is None or found.kind == "tombstone":
        return None
    try:
        return Session.resume(study, found.instance_id).interview
    except Problem:
        return None  # its values can be compared all the same


def _sides(study: Study, item: Item) -> Sides:
    """A conflict with the version both build on; of two records there is none."""
    found = review.sides(study, *item.heads)
    if item.conflict is not None:
        return found
    apart = tuple(differences(None, found.left.answers, found.right.answers))
    return Sides(found.record_id, found.left, found.right, None, apart, None)


def _deleted_row(sides: Sides) -> Row:
    left, right = (
        tr("delete the interview") if side.kind == "tombstone" else tr("keep the interview")
        for side in (sides.left, sides.right)
    )
    title = tr("Changed on one side, deleted on the other")
    return Row(DELETED, "", title, left, right, Difference(DELETED, None, left, right, common=False))
