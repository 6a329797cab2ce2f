"""What can be undone and redone: derived from the journal alone, so it survives a crash and a restart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fieldapp.interview import Change, Remark, change_from_json
from fieldapp.store import JournalRow

_UNDOABLE = frozenset(("answer", "repeat-add", "repeat-remove"))


@dataclass(slots=True)
class Group:
    """One undo step: one row of the journal, or the rows of one visit's typing.

    `before` and `after` are where the person was; `open_visit` is the visit that may still add to it.
    """

    first: int
    kind: str
    reference: str
    before: str
    after: str = ""
    open_visit: int | None = None
    steps: list[Change] = field(default_factory=list)

    def inverse(self) -> tuple[Change, ...]:
        """The steps that lead back, in the order to apply them."""
        return tuple(step.inverse() for step in reversed(self.steps))

    @property
    def place_undone(self) -> str:
        """Where to look after undoing: the question; if a repeat is gone again, where one came from."""
        return self.before if self.kind == "repeat-add" else self.reference


class History:
    """The stack of what was done and the stack of what was undone."""

    def __init__(self, rows: Iterable[JournalRow] = ()) -> None:
        self._done: list[Group] = []
        self._undone: list[Group] = []
        self._position = ""
        for row in rows:
            self.record(row, [change_from_json(change) for change in row.changes])

    @property
    def to_undo(self) -> Group | None:
        """What the next undo takes back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Group | None:
        """What the next redo does again."""
        return self._undone[-1] if self._undone else None

    def group_of(self, step: int, reference: str, visit: int) -> int:
        """The undo step that a new answer belongs to: typing of the same visit goes on, all else is new."""
        last = self.to_undo
        going_on = last and last.reference == reference and last.open_visit == visit and not self._undone
        return last.first if last and going_on else step

    def record(self, row: JournalRow, steps: Iterable[Change]) -> None:
        """Follow a row of the journal, just written or read again."""
        if row.kind in _UNDOABLE:
            self._undone.clear()
            self._do(row, steps)
        elif row.kind == "undo":
            self._undone.append(self._done.pop())
        elif row.kind == "redo":
            self._done.append(self._undone.pop())
        if self._done and row.kind in ("undo", "redo"):
            self._done[-1].open_visit = None
        self._position = row.position

    def _do(self, row: JournalRow, steps: Iterable[Change]) -> None:
        if row.group == row.step:
            self._done.append(Group(row.step, row.kind, row.reference, self._position))
        group = self._done[-1]
        group.steps.extend(step for step in steps if not isinstance(step, Remark))
        group.after = row.position
        group.open_visit = row.visit if row.typing else None
