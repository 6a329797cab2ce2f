"""One wave of recalculation: from what changed to everything that follows from it.

Triggers run in topological order, each once for each node unless a circle comes back to it. A derived
wave (after undo, redo or replay) settles relevance and the like but writes no answer: values come from
the journal alone.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from itertools import count
from typing import TYPE_CHECKING

from fieldapp.interview import values
from fieldapp.interview.changes import Change, ValueChange
from fieldapp.interview.program import Aspect, Spec, Trigger
from fieldapp.interview.tree import Node, instances_below
from fieldapp.xpath import Context

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview

MOST_RUNS = 100
"""How often one rule may run on one node in a wave: rules that feed each other in a circle must end."""

_AGGREGATES = frozenset({"count", "count-non-empty", "sum", "min", "max", "join", "last"})


class Wave:
    """Collects what is to run, runs it, and reports the steps and the touched nodes."""

    def __init__(self, interview: Interview, derived: bool = False) -> None:
        self.interview = interview
        self.program = interview.program
        self.derived = derived
        self.steps: list[Change] = []
        self.touched: set[Node] = set()
        self.structure = False
        self._heap: list[tuple[int, int, Trigger, Node]] = []
        self._queued: set[tuple[Trigger, Node]] = set()
        self._runs: dict[tuple[Trigger, Node], int] = {}
        self._spread: dict[Trigger, dict[Node, list[Node]]] = {}
        self._tie = count()

    # What to run

    def push(self, trigger: Trigger, node: Node) -> None:
        key = (trigger, node)
        if key not in self._queued:
            self._queued.add(key)
            heapq.heappush(self._heap, (trigger.rank, next(self._tie), trigger, node))

    def push_all(self, spec: Spec, base: Node) -> None:
        """Every rule of `spec` and the specs below, on the instances under `base` (a node of `spec`)."""
        for inner in spec.walk():
            for trigger in inner.triggers:
                self._push_below(trigger, base)

    def value_changed(self, node: Node) -> None:
        """Everything that reads this node."""
        self.touched.add(node)
        for trigger in self.program.readers.get(node.spec.path, ()):
            self._push_affected(trigger, node)

    def relevance_changed(self, node: Node) -> None:
        """Everything that reads this node or any below it; calculates that start or stop to apply."""
        for trigger in self.program.below.get(node.spec.path, ()):
            self._push_affected(trigger, node)
        if node.relevant and not self.derived:
            for inner in node.spec.walk():
                for trigger in inner.triggers:
                    if trigger.aspect in (Aspect.CALCULATE, Aspect.COUNT):
                        self._push_below(trigger, node)

    def places_changed(self, spec: Spec, parent: Node, first: int) -> None:
        """Instances of repeat `spec` came or went under `parent`, from position `first` on."""
        self.structure = True
        for trigger in self.program.places.get(spec.path, ()):
            if trigger.tracked:
                self._push_moved(trigger, spec, parent, first)
                continue
            inside = spec in trigger.shared
            if inside and not (trigger.expression.functions & _AGGREGATES):
                for row in parent.slots[spec.name][first - 1 :]:
                    self._push_below(trigger, row)
            else:
                self._push_affected(trigger, parent)
        for trigger in self._inner_readers(spec):
            self._push_affected(trigger, parent)

    def _inner_readers(self, spec: Spec) -> Iterable[Trigger]:
        """Readers, outside the repeat, of what stands inside its instances."""
        readers = self.program.below.get(spec.path, ())
        return (trigger for trigger in readers if spec not in trigger.shared and not trigger.tracked)

    def _push_moved(self, trigger: Trigger, spec: Spec, parent: Node, first: int) -> None:
        """A tracked trigger: on instances whose own place moved, and where it looked at ones that did."""
        if spec in trigger.spec.repeats:
            for row in parent.slots[spec.name][first - 1 :]:
                self._push_below(trigger, row)
        elif spec.path in trigger.direct:
            self._push_below(trigger, self.interview.root)
        for node in tuple(self.interview.reads.from_place(trigger, parent, spec.name, first)):
            self.push(trigger, node)

    def _push_tracked(self, trigger: Trigger, changed: Node) -> None:
        """On the instances that share the changed node's, and on those that looked at it."""
        row = changed.repeat
        if row is None:
            self._push_below(trigger, self.interview.root)
            return
        if changed.spec.path in trigger.direct:
            self._push_below(trigger, _common(trigger.spec.repeats, changed) or self.interview.root)
        for node in tuple(self.interview.reads.of_row(trigger, row)):
            self.push(trigger, node)

    def _push_affected(self, trigger: Trigger, changed: Node) -> None:
        """The instances of the trigger's spec that share the changed node's repeat instances.

        Where those are many and were all queued before, only the ones that ran since are queued again;
        otherwise a chain through n instances would cost n times n.
        """
        if trigger.tracked:
            self._push_tracked(trigger, changed)
            return
        base = _common(trigger.shared, changed) or self.interview.root
        if trigger.spec.repeats == trigger.shared:
            self._push_below(trigger, base)
            return
        ran = self._spread.setdefault(trigger, {}).get(base)
        if ran is None:
            self._push_below(trigger, base)
        for node in ran or ():
            self.push(trigger, node)
        self._spread[trigger][base] = []

    def _push_below(self, trigger: Trigger, base: Node) -> None:
        path, depth = trigger.spec.path, len(base.spec.path)
        if trigger.aspect is Aspect.COUNT:  # a count stands on the node that holds the repeat
            path = path[:-1]
        if depth <= len(path):
            instances_below(base, path[depth:], lambda node: self.push(trigger, node))

    # Running

    def run(self) -> None:
        """Until nothing is left to run, stale choices included."""
        self._drain()
        if self.derived:
            return
        for _ in range(MOST_RUNS):
            stale = self.interview.choices.stale(self.touched)
            if not stale:
                break
            for node, offered, withheld in stale:
                self.write(node, offered, withheld)
            self._drain()

    def _drain(self) -> None:
        while self._heap:
            _, _, trigger, node = heapq.heappop(self._heap)
            key = (trigger, node)
            self._queued.discard(key)
            for ran in self._spread.get(trigger, _NOTHING).values():
                ran.append(node)
            self._runs[key] = self._runs.get(key, 0) + 1
            if self._runs[key] <= MOST_RUNS:
                self._run(trigger, node)

    def _run(self, trigger: Trigger, node: Node) -> None:
        if not trigger.tracked:
            _RUN[trigger.aspect](self, trigger, node)
            return
        environment = self.interview.environment
        visits = environment.visits = []
        try:
            _RUN[trigger.aspect](self, trigger, node)
            if self.derived and trigger.aspect is Aspect.CALCULATE:
                trigger.expression.evaluate(self._context(node))  # for what it looks at alone
        finally:
            environment.visits = None
        self.interview.reads.note(trigger, node, visits)

    def write(self, node: Node, text: str, withheld: str = "") -> bool:
        """Store a text on a leaf, as a step of the journal. Whether that changed anything."""
        if (text, withheld) == (node.value, node.withheld):
            return False
        self.steps.append(ValueChange(node.reference, node.value, text, node.withheld, withheld))
        node.put(text, withheld)
        self.value_changed(node)
        return True

    def _context(self, node: Node) -> Context:
        return Context.at(node, self.interview.environment)

    def _calculate(self, trigger: Trigger, node: Node) -> None:
        if self.derived or not node.relevant or self.interview.stands_on_erased(trigger, node):
            return
        result = trigger.expression.evaluate(self._context(node))
        kind = node.spec.definition.bind.type
        self.write(node, values.from_expression(kind, result, self.interview.zone))

    def _count(self, trigger: Trigger, node: Node) -> None:
        """`node` holds the repeat: bring its instances up to the count, hide those beyond it."""
        wanted = self.interview.repeats.wanted(trigger, node)
        if wanted is not None and not self.derived and node.relevant:
            self.interview.repeats.fill(self, trigger.spec, node, wanted)
        for row in node.slots[trigger.spec.name]:
            if row.hidden != (wanted is not None and row.position > wanted):
                row.hidden = not row.hidden
                self.structure = True
                self.spread(row)

    def _relevant(self, trigger: Trigger, node: Node) -> None:
        own = trigger.expression.boolean(self._context(node))
        if own != node.own_relevant:
            node.own_relevant = own
            self.spread(node)

    def spread(self, node: Node) -> None:
        """Bring effective relevance down from a node whose own rule changed."""
        parent = node.parent
        relevant = node.own_relevant and not node.hidden and (parent is None or parent.relevant)
        if relevant != node.relevant:
            self.structure = True
            self._set_relevant(node, relevant)
            self.relevance_changed(node)

    def _set_relevant(self, node: Node, relevant: bool) -> None:
        node.relevant = relevant
        node.validity = None
        self.touched.add(node)
        for children in node.slots.values():
            for child in children:
                wanted = relevant and child.own_relevant and not child.hidden
                if child.relevant != wanted:
                    self._set_relevant(child, wanted)

    def _required(self, trigger: Trigger, node: Node) -> None:
        required = trigger.expression.boolean(self._context(node))
        if required != node.required:
            node.required, node.validity = required, None
            self.touched.add(node)

    def _readonly(self, trigger: Trigger, node: Node) -> None:
        node.own_readonly = trigger.expression.boolean(self._context(node))
        self._set_readonly(node, node.own_readonly or (node.parent is not None and node.parent.readonly))

    def _set_readonly(self, node: Node, readonly: bool) -> None:
        """A group's readonly holds for all below it."""
        if node.readonly == readonly:
            return
        node.readonly = readonly
        self.touched.add(node)
        for child in node.children:
            self._set_readonly(child, readonly or child.own_readonly)

    def _mark(self, trigger: Trigger, node: Node) -> None:
        node.validity = None
        self.touched.add(node)


def _common(shared: tuple[Spec, ...], changed: Node) -> Node | None:
    """The innermost repeat instance around `changed` that is of one of these repeats."""
    node = changed.repeat
    while node is not None and node.spec not in shared:
        node = node.parent.repeat if node.parent is not None else None
    return node


_NOTHING: dict[Node, list[Node]] = {}
_RUN = {
    Aspect.CALCULATE: Wave._calculate,
    Aspect.COUNT: Wave._count,
    Aspect.RELEVANT: Wave._relevant,
    Aspect.REQUIRED: Wave._required,
    Aspect.READONLY: Wave._readonly,
    Aspect.CONSTRAINT: Wave._mark,
    Aspect.CHOICES: Wave._mark,
    Aspect.TEXT: Wave._mark,
    Aspect.WARNING: Wave._mark,
    Aspect.FINAL: Wave._mark,
}
