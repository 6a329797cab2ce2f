"""Repeat instances: added and removed by people, filled up and hidden by counts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from fieldapp.interview.changes import RepeatAdded, RepeatRemoved
from fieldapp.interview.program import Spec, Trigger
from fieldapp.interview.tree import Node, dump, load_row, renumber, row
from fieldapp.xpath import Context

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview
    from fieldapp.interview.wave import Wave

MOST = 10_000
"""Instances that a count may ask for; a mistyped 1000000000 must not freeze the laptop."""


class Repeats:
    """What is done to the instances of repeats."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview

    def wanted(self, trigger: Trigger, node: Node) -> int | None:
        """How many instances a `jr:count` asks for; None, when it is no number, shows all there are.

        A count stands on the repeat, of which there may be no instance: one for the occasion takes its place.
        """
        standing = Node(trigger.spec, node, self._interview)
        number = trigger.expression.number(Context.at(standing, self._interview.environment))
        return None if math.isnan(number) else int(max(0, min(number, MOST)))

    def fill(self, wave: Wave, spec: Spec, parent: Node, wanted: int) -> None:
        """Add instances up to `wanted`. None is ever deleted: those beyond the count are hidden."""
        while len(parent.slots[spec.name]) < wanted:
            self.add(wave, spec, parent, len(parent.slots[spec.name]) + 1)

    def add(self, wave: Wave, spec: Spec, parent: Node, position: int) -> Node:
        """A new instance with its defaults, actions and calculates."""
        node = row(spec, parent, self._interview, spec.definition, position, fresh=True)
        self._insert(node, position)
        self._interview.actions.preload_new(node)
        wave.steps.append(RepeatAdded(node.reference, node.row_id, dump(node)))
        self._interview.actions.new_repeat(wave, node)
        self._settle(wave, node)
        return node

    def remove(self, wave: Wave, node: Node) -> None:
        """Take an instance out; the step keeps all it held."""
        wave.steps.append(RepeatRemoved(node.reference, node.row_id, dump(node)))
        self._take_out(wave, node)

    def put_back(self, wave: Wave, spec: Spec, parent: Node, step: RepeatAdded, position: int) -> None:
        """An instance from the journal, raw."""
        wave.steps.append(step)
        self._settle(wave, self.place(spec, parent, step, position))

    def take_out(self, wave: Wave, node: Node, step: RepeatRemoved) -> None:
        """The raw opposite of `put_back`."""
        wave.steps.append(step)
        self._take_out(wave, node)

    def place(self, spec: Spec, parent: Node, step: RepeatAdded, position: int) -> Node:
        """The instance in the tree; no rule is run."""
        node = load_row(spec, parent, self._interview, step.row_id, step.subtree, position)
        self._insert(node, position)
        return node

    def lift(self, node: Node) -> list[Node]:
        """The instance out of the tree, and those that are left; no rule is run."""
        assert node.parent is not None, "a repeat instance always stands in something"
        rows = node.parent.slots[node.name]
        del rows[node.position - 1]
        renumber(rows, node.position)
        self._interview.reads.forget(node)
        return rows

    def _insert(self, node: Node, position: int) -> None:
        assert node.parent is not None, "a repeat instance always stands in something"
        rows = node.parent.slots[node.name]
        rows.insert(position - 1, node)
        renumber(rows, position)
        node.relevant = node.parent.relevant
        self._interview.inherit(node)

    def _settle(self, wave: Wave, node: Node) -> None:
        assert node.parent is not None, "a repeat instance always stands in something"
        moved = node.parent.slots[node.name][node.position - 1 :]
        wave.touched.update(inner for row in moved for inner in row.walk())
        wave.push_all(node.spec, node)
        wave.places_changed(node.spec, node.parent, node.position)

    def _take_out(self, wave: Wave, node: Node) -> None:
        rows = self.lift(node)
        assert node.parent is not None, "a repeat instance always stands in something"
        wave.touched.add(node.parent)
        wave.touched.update(inner for later in rows[node.position - 1 :] for inner in later.walk())
        wave.places_changed(node.spec, node.parent, node.position)
