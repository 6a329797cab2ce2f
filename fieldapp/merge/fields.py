"""Two versions of one interview, question by question, with the version both build on.

Answers are those of a revision's body: reference -> text, a repeat a list of `{"row", "answers"}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from fieldapp.merge.paths import Flat, flatten, is_below, nest

Answers = Mapping[str, Any]


class Take(StrEnum):
    """Which side an answer comes from."""

    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Difference:
    """One place where the sides differ. None is "not there": skipped, or of a row that does not exist.

    `path` is a reference in which rows stand by their id: `/data/hh[#a1b2]/age`; the path of a row
    itself, `/data/hh[#a1b2]`, tells whether the row is there.
    """

    path: str
    base: str | None
    left: str | None
    right: str | None
    common: bool = True
    """Whether there is a version both build on; without one `base` says nothing."""

    @property
    def changed_by(self) -> Take | None:
        """The only side that changed it; None when both did, or nobody knows what it was before."""
        if not self.common:
            return None
        if self.base == self.left:
            return Take.RIGHT
        return Take.LEFT if self.base == self.right else None

    @property
    def only(self) -> Take | None:
        """The only side that has an answer here: it is proposed, visibly."""
        if bool(self.left) != bool(self.right):
            return Take.LEFT if self.left else Take.RIGHT
        return None


def differences(base: Answers | None, left: Answers, right: Answers) -> list[Difference]:
    """Every place where left and right differ, in the order of the left side, then what only right has."""
    before, a, b = flatten(base or {}), flatten(left), flatten(right)
    places = [*a, *(path for path in b if path not in a)]
    return [
        Difference(path, before.get(path), a.get(path), b.get(path), base is not None)
        for path in places
        if a.get(path) != b.get(path)
    ]


def propose(base: Answers, left: Answers, right: Answers) -> dict[str, Any] | None:
    """Both sides' changes together, where no place was changed by both; else None.

    The same for both orders of the sides, so two supervisors who accept it make the same revision.
    Whether the form accepts the result is for the caller to see: answers that were changed apart
    may still contradict each other.
    """
    found = differences(base, left, right)
    sides = {one.path: one.changed_by for one in found}
    if None in sides.values() or _touches_a_removed_row(found):
        return None
    first, second = sorted((left, right), key=_order)
    takes: dict[str, Take | str] = {}
    for path, side in sides.items():
        from_left = side is Take.LEFT
        takes[path] = Take.LEFT if from_left == (first is left) else Take.RIGHT
    return settle(first, second, takes)


def settle(left: Answers, right: Answers, takes: Mapping[str, Take | str]) -> dict[str, Any]:
    """The answers after a decision for each difference: a side, or an answer of its own.

    Places without a decision stay as they are on the left. A row that is not taken goes with all in it.
    """
    a, b = flatten(left), flatten(right)
    merged: Flat = {}
    for path in [*a, *(path for path in b if path not in a)]:
        take = takes.get(path, Take.LEFT)
        value = (a if take is Take.LEFT else b).get(path) if isinstance(take, Take) else take
        if value is not None:
            merged[path] = value
    return nest({path: value for path, value in merged.items() if _has_its_rows(path, merged)})


def _touches_a_removed_row(found: list[Difference]) -> bool:
    """One side took a row out while the other gave an answer in it."""
    removed = [(one.path, one.changed_by) for one in found if one.path.endswith("]") and one.base is not None]
    return any(
        is_below(one.path, row) and one.changed_by is not side for one in found for row, side in removed
    )


def _has_its_rows(path: str, merged: Flat) -> bool:
    """Whether every row around a place is there."""
    return all(path[: at + 1] in merged for at, sign in enumerate(path) if sign == "]")


def _order(answers: Answers) -> str:
    """Any order that does not depend on who calls which side left."""
    return repr(sorted(flatten(answers).items()))
