"""References with positions: `/data/child[2]/age`."""

from __future__ import annotations

import re

from fieldapp.interview.tree import Node

_STEP = re.compile(r"(?:[^:/]*:)?([^\[/]+)(?:\[(\d+)\])?")


def resolve(root: Node, reference: str) -> Node | None:
    """The node at an absolute reference, None when there is none; the first instance without a position."""
    steps = reference.split("/")[1:]
    first = _STEP.fullmatch(steps[0]) if steps else None
    if first is None or first[1] != root.name:
        return None
    node = root
    for step in steps[1:]:
        match = _STEP.fullmatch(step)
        found = node.slots.get(match[1]) if match else None
        at = int(match[2]) - 1 if match and match[2] else 0
        if not found or not 0 <= at < len(found):
            return None
        node = found[at]
    return node


def position_of(reference: str) -> int:
    """The position at the end of a reference, 1 without one."""
    match = _STEP.fullmatch(reference.rpartition("/")[2])
    return int(match[2]) if match and match[2] else 1


def plain(reference: str) -> str:
    """A reference without positions: the key of a definition."""
    return re.sub(r"\[\d+\]", "", reference)
