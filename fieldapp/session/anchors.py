"""Anchors: references that hold repeat instances by their ids, so that notes stay with their row.

`/data/hh[2]/age` becomes `/data/hh[#a1b2...]/age`. When a row above is removed, the anchor still
means the same person; when the row itself is gone the anchor leads nowhere until undo brings it back.
"""

from __future__ import annotations

import re

from fieldapp.interview import Interview, Node

_STEP = re.compile(r"([^/\[\]]+)(?:\[(\d+|#[^\]]*)\])?")


def anchor(interview: Interview, reference: str) -> str:
    """The anchor of a reference."""
    node = interview.node(reference)
    if node is None:
        return reference
    parts: list[str] = []
    while node is not None:
        parts.append(f"{node.name}[#{node.row_id}]" if node.row_id else node.name)
        node = node.parent
    return "/" + "/".join(reversed(parts))


def resolve(interview: Interview, anchored: str) -> str | None:
    """The reference that an anchor has now; None where its row is gone."""
    reference = ""
    for name, row in _STEP.findall(anchored):
        reference += f"/{name}"
        if row.startswith("#"):
            found = _row(interview, reference, row[1:])
            if found is None:
                return None
            reference = found.reference
    node = interview.node(reference)
    return node.reference if node else None


def _row(interview: Interview, reference: str, row_id: str) -> Node | None:
    first = interview.node(reference)
    if first is None or first.parent is None:
        return None
    return next((row for row in first.parent.slots[first.name] if row.row_id == row_id), None)


def after_removal(position: str, removed: str) -> str | None:
    """Where a position stands once the repeat instance `removed` is gone; None if it stood in it."""
    range_reference, number = removed.removesuffix("]").rsplit("[", 1)
    if not position.startswith(f"{range_reference}["):
        return position
    own, _, rest = position[len(range_reference) + 1 :].partition("]")
    if int(own) == int(number):
        return None
    moved = int(own) - 1 if int(own) > int(number) else int(own)
    return f"{range_reference}[{moved}]{rest}"
