"""What an interview reports after each action: the values and repeat instances that moved.

These are the rows of the journal. They hold values only, so replaying them re-runs nothing.
A subtree is plain JSON: a leaf is its text (or `[text, withheld]`), a group a mapping by name (empty
leaves left out), a repeat a list of `{"row": row_id, "of": group}`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Subtree = Any


@dataclass(frozen=True, slots=True)
class ValueChange:
    """The text stored on one leaf, before and after; `withheld` as in `Node`."""

    reference: str
    old: str
    new: str
    old_withheld: str = ""
    new_withheld: str = ""

    def inverse(self) -> ValueChange:
        return ValueChange(self.reference, self.new, self.old, self.new_withheld, self.old_withheld)

    def to_json(self) -> list[Any]:
        withheld = [self.old_withheld, self.new_withheld]
        return ["value", self.reference, self.old, self.new, *(withheld if any(withheld) else ())]


@dataclass(frozen=True, slots=True)
class RepeatAdded:
    """A repeat instance put in at the position of `reference`, with all it holds."""

    reference: str
    row_id: str
    subtree: Subtree

    def inverse(self) -> RepeatRemoved:
        return RepeatRemoved(self.reference, self.row_id, self.subtree)

    def to_json(self) -> list[Any]:
        return ["added", self.reference, self.row_id, self.subtree]


@dataclass(frozen=True, slots=True)
class RepeatRemoved:
    """A repeat instance taken out; it keeps all it held, so that undo can put it back."""

    reference: str
    row_id: str
    subtree: Subtree

    def inverse(self) -> RepeatAdded:
        return RepeatAdded(self.reference, self.row_id, self.subtree)

    def to_json(self) -> list[Any]:
        return ["removed", self.reference, self.row_id, self.subtree]


@dataclass(frozen=True, slots=True)
class TreeLoaded:
    """The whole tree as it was when the interview began."""

    reference: str
    subtree: Subtree

    def inverse(self) -> TreeLoaded:
        raise ValueError("the beginning of an interview cannot be undone")

    def to_json(self) -> list[Any]:
        return ["loaded", self.reference, self.subtree]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the journal keeps that moves no answer: what was read out, what a clock said."""

    reference: str
    said: dict[str, str]

    def inverse(self) -> Remark:
        return self

    def to_json(self) -> list[Any]:
        return ["said", self.reference, self.said]


Change = ValueChange | RepeatAdded | RepeatRemoved | TreeLoaded | Remark
_KINDS: dict[str, type[Any]] = {
    "value": ValueChange,
    "added": RepeatAdded,
    "removed": RepeatRemoved,
    "loaded": TreeLoaded,
    "said": Remark,
}


def change_from_json(row: list[Any]) -> Change:
    """The inverse of `to_json`."""
    kind: Change = _KINDS[row[0]](*row[1:])
    return kind


@dataclass(frozen=True, slots=True)
class Changes:
    """Result of one action.

    `steps` is what goes into the journal, in order. `touched` are the references whose value, state,
    label or choices may look different now. `structure` says that screens may have come or gone.
    """

    steps: tuple[Change, ...] = ()
    touched: frozenset[str] = frozenset()
    structure: bool = False

    def inverse(self) -> tuple[Change, ...]:
        """The steps that lead back, in the order to apply them."""
        return tuple(step.inverse() for step in reversed(self.steps))

    def __bool__(self) -> bool:
        return bool(self.steps)
