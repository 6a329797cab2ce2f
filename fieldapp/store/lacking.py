"""What one copy of a study has and another has not, interview by interview."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.store.rows import InstanceRow
from fieldapp.store.store import Store

_LAST = (
    "SELECT step, at, changes FROM journal WHERE instance_id = ? AND step <= coalesce(?, step)"
    " ORDER BY step DESC LIMIT 1"
)
_Step = tuple[int, str, str]


@dataclass(frozen=True, slots=True)
class Lacking:
    """An interview that the other copy has not (`new`) or has without its last steps.

    `parted` is the case of two copies that went different ways; then `steps` is not known (0).
    """

    instance: InstanceRow
    new: bool
    steps: int
    parted: bool


def lacking(present: Store, other: Store) -> list[Lacking]:
    """What would be missing if `other` took the place of `present`; the last touched first."""
    rows = [*present.instances.all(), *present.instances.all(discarded=True)]
    found = [one for row in rows if (one := _lacking(row, present, other)) is not None]
    return sorted(found, key=lambda one: one.instance.updated, reverse=True)


def _lacking(row: InstanceRow, present: Store, other: Store) -> Lacking | None:
    mine, theirs = _step(present, row.instance_id), _step(other, row.instance_id)
    if mine is None:
        return None
    if theirs is None:
        return Lacking(row, True, mine[0] + 1, False)
    common = min(mine[0], theirs[0])
    if _step(present, row.instance_id, common) != _step(other, row.instance_id, common):
        return Lacking(row, False, 0, True)
    return Lacking(row, False, mine[0] - theirs[0], False) if mine[0] > theirs[0] else None


def _step(store: Store, instance_id: str, upto: int | None = None) -> _Step | None:
    """The last step, or the last up to a number."""
    values = store.database.one(_LAST, (instance_id, upto))
    return (int(values[0]), str(values[1]), str(values[2])) if values else None
