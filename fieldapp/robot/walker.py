"""One walk through a form: screen after screen, in the order a person meets them."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from fieldapp.interview import Interview, Node, Refused, Screen
from fieldapp.interview.references import plain
from fieldapp.robot.samples import candidates

TRIES = 25
"""Answers tried on one question before the walk goes on with a broken rule."""


@dataclass(slots=True)
class Walk:
    """What a walk did.

    `steps` replay it (the format of `form trace`); `hopeless` are questions that no try settled.
    """

    steps: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    hopeless: list[str] = field(default_factory=list)


class Walker:
    """Walks an interview from its first screen to its last."""

    def __init__(self, interview: Interview, seed: int) -> None:
        self._interview = interview
        self._chance = random.Random(seed)
        self._walk = Walk()

    def run(self, most: int = 5000) -> Walk:
        """Answer until no screen is left that was not visited; at most `most` questions."""
        visited: set[str] = set()
        while len(self._walk.asked) < most:
            screen = next((one for one in self._interview.screens() if one.reference not in visited), None)
            if screen is None:
                break
            visited.add(screen.reference)
            self._visit(screen)
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
        if not node.required and self._chance.random() < 0.3:
            return
        for value in islice(candidates(node, self._chance), TRIES):
            if self._answer(node, value) and node.valid:
                return
        self._walk.hopeless.append(reference)

    def _answer(self, node: Node, value: str) -> bool:
        """Whether the question took the value."""
        try:
            self._interview.answer(node.reference, value)
        except Refused:
            return False
        self._walk.steps.append({"set": node.reference, "value": value})
        return True
