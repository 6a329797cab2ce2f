"""Answers at the edges: what a rule just allows and just forbids."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from fieldapp.interview import Node
from fieldapp.robot.samples import candidates, literals

_LONG = "长文字𠮷" * 250
_TEXTS = (" ", "-", "0", _LONG, "甲\n乙", "<&>\"'")


def edges(node: Node, chance: random.Random) -> Iterator[str]:
    """The edges in random order, then ordinary answers."""
    found = list(_edges(node))
    chance.shuffle(found)
    yield from found
    yield from candidates(node, chance)


def _edges(node: Node) -> Iterator[str]:
    kind = node.control.kind if node.control is not None else "input"
    if kind in ("select1", "select", "rank"):
        yield from _offered(node, kind)
    elif kind == "range":
        attributes = node.control.attributes if node.control is not None else {}
        yield from (attributes[key] for key in ("start", "end") if key in attributes)
    elif node.type in ("int", "decimal"):
        yield from _numbers(node)
    elif node.type == "date":
        today = node.interview.host.now().date()
        yield from ((today + timedelta(days=days)).isoformat() for days in (-36_500, -1, 0, 1, 366))
    elif kind == "input" and node.type == "string":
        yield from _TEXTS


def _offered(node: Node, kind: str) -> Iterator[str]:
    codes = [choice.value for choice in node.choices()]
    if codes and kind == "select":
        yield " ".join(codes)
    if codes and kind != "rank":
        yield from (codes[0], codes[-1])
    elif codes:
        yield " ".join(codes)


def _numbers(node: Node) -> Iterator[str]:
    """Each number of the constraint and its neighbours; without one, what a whole number can be."""
    marks = literals(node) or [0, 2_147_483_647]
    for mark in marks:
        yield from (str(mark + step) for step in (-1, 0, 1))
