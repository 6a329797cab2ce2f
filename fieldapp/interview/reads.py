"""Which repeat instances a rule took through indexed-repeat() when it last ran.

A running total reads the instance before its own. Without this, a change in one instance would run the
rule on all of them; with it, only on those that looked there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldapp.interview.program import Trigger
from fieldapp.interview.tree import Node
from fieldapp.xpath import XNode

Visit = tuple[XNode, str, int]
Looking = dict[int, set[Node]]
"""Nodes whose rule looked for the instance at a place (from 1; 0 is all of them)."""


class Reads:
    """The visits of every tracked rule, by rule and node and by what was looked for."""

    def __init__(self) -> None:
        self._visits: dict[Node, dict[Trigger, Sequence[Visit]]] = {}
        self._looking: dict[tuple[Trigger, XNode, str], Looking] = {}

    def note(self, trigger: Trigger, node: Node, visits: Sequence[Visit]) -> None:
        """What `trigger` looked for on `node` this time."""
        known = self._visits.setdefault(node, {})
        if known.get(trigger) == visits:
            return
        self._drop(trigger, node, known.get(trigger, ()))
        known[trigger] = visits
        for holder, name, place in visits:
            self._looking.setdefault((trigger, holder, name), {}).setdefault(place, set()).add(node)

    def forget(self, row: Node) -> None:
        """A repeat instance went, with all it holds."""
        for node in row.walk():
            for trigger, visits in self._visits.pop(node, {}).items():
                self._drop(trigger, node, visits)

    def of_row(self, trigger: Trigger, row: Node) -> Iterator[Node]:
        """Nodes whose rule looked at this repeat instance."""
        looking = self._looking.get((trigger, row.parent or row, row.name), _NONE)
        yield from looking.get(row.position, ())
        yield from looking.get(0, ())

    def from_place(self, trigger: Trigger, holder: Node, name: str, first: int) -> Iterator[Node]:
        """Nodes whose rule looked at instances that moved, came or went: those from place `first` on."""
        for place, nodes in self._looking.get((trigger, holder, name), _NONE).items():
            if place >= first or place == 0:
                yield from nodes

    def _drop(self, trigger: Trigger, node: Node, visits: Sequence[Visit]) -> None:
        for holder, name, place in visits:
            looking = self._looking.get((trigger, holder, name), _NONE)
            if place in looking:
                looking[place].discard(node)
                if not looking[place]:
                    del looking[place]


_NONE: Looking = {}
