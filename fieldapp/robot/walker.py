"""One walk through a form: screen after screen, in the order a person meets them."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from fieldapp.interview import Interview, Node, Refused, Screen
from fieldapp.interview.references import plain
from fieldapp.robot.bounds import edges
from fieldapp.robot.samples import candidates, literals

TRIES = 25
"""Answers tried on one question before the walk goes on with a broken rule."""
_WIDEST = 300
"""Numbers between two that a constraint names, tried one by one when nothing else fitted."""
_EAGER = 0.75
_SKIPPED = 0.3
"""How often a question that may be left empty is."""


@dataclass(slots=True)
class Walk:
    """What a walk did.

    `steps` replay it (the format of `form trace`); `hopeless` are questions that no try settled, `empty`
    those that offered nothing to choose. `slowest`: question -> milliseconds of its slowest answer.
    """

    steps: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    hopeless: list[str] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    slowest: dict[str, float] = field(default_factory=dict)
    endless: bool = False


class Walker:
    """Walks an interview from its first screen to its last.

    `eager`: answers (name of a question -> values) to be tried first, most of the time.
    `bounds`: prefer the edges of what is allowed.
    """

    def __init__(
        self,
        interview: Interview,
        seed: int,
        eager: Mapping[str, Sequence[str]] | None = None,
        bounds: bool = False,
    ) -> None:
        self._interview = interview
        self._chance = random.Random(seed)
        self._eager = eager or {}
        self._values: Callable[[Node, random.Random], Iterator[str]] = edges if bounds else candidates
        self._walk = Walk()

    def run(self, most: int = 5000) -> Walk:
        """Answer until no screen is left that was not visited; at most `most` questions."""
        visited: set[str] = set()
        while len(self._walk.asked) < most:
            screen = next((one for one in self._interview.screens() if one.reference not in visited), None)
            if screen is None:
                return self._walk
            visited.add(screen.reference)
            self._visit(screen)
        self._walk.endless = True
        return self._walk

    def _visit(self, screen: Screen) -> None:
        if screen.kind == "roster":
            self._roster(screen)
            return
        for node in screen.nodes:
            self._ask(node.reference)

    def _roster(self, screen: Screen) -> None:
        spec = self._interview.program.spec(plain(screen.reference))
        if spec is not None and not spec.definition.fixed and self._chance.random() < 0.5:
            self._interview.add_repeat(screen.reference)
            self._walk.steps.append({"add_repeat": screen.reference})
        for row in list(self._interview.rows(screen.reference)):
            for node in list(row.walk()):
                if node.is_question:
                    self._ask(node.reference)

    def _ask(self, reference: str) -> None:
        node = self._interview.node(reference)
        if node is None or not node.relevant or node.readonly or not node.is_question:
            return
        self._walk.asked.append(reference)
        if not node.required and node.name not in self._eager and self._chance.random() < _SKIPPED:
            return
        for value in islice(self._tried(node), TRIES):
            if self._answer(node, value) and node.valid:
                return
        if self._search(node):
            return
        offers = node.control is not None and node.control.kind in ("select1", "select", "rank")
        nothing = offers and not node.choices()
        (self._walk.empty if nothing else self._walk.hopeless).append(reference)

    def _search(self, node: Node) -> bool:
        """The numbers that the constraint names, then all whole numbers between them, where they are few."""
        marks = literals(node) if node.type in ("int", "decimal") else []
        if not marks:
            return False
        tried = list(marks)
        for low, high in pairwise(sorted(marks)):
            tried += range(low, high if high - low <= _WIDEST else low)
        return any(self._answer(node, str(one)) and node.valid for one in tried)

    def _tried(self, node: Node) -> Iterator[str]:
        wanted = self._eager.get(node.name, ())
        if wanted and self._chance.random() < _EAGER:
            yield self._chance.choice(wanted)
        yield from self._values(node, self._chance)

    def _answer(self, node: Node, value: str) -> bool:
        """Whether the question took the value."""
        began = time.perf_counter()
        try:
            self._interview.answer(node.reference, value)
        except Refused:
            return False
        finally:
            self._clock(node, (time.perf_counter() - began) * 1000)
        self._walk.steps.append({"set": node.reference, "value": value})
        return True

    def _clock(self, node: Node, took: float) -> None:
        key = plain(node.reference)
        self._walk.slowest[key] = max(took, self._walk.slowest.get(key, 0.0))
