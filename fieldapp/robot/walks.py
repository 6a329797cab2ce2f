"""Many walks through one form, and what they met together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fieldapp.form import FormDefinition, Listed, NodeDefinition, NodeKind
from fieldapp.interview import Interview
from fieldapp.interview.references import plain
from fieldapp.robot.walker import Walk, Walker
from fieldapp.robot.world import RobotHost

_EQUALS = re.compile(r"([\w.-]+)\s*=\s*'([^']*)'|selected\(\s*[\w./-]*?([\w.-]+)\s*,\s*'([^']*)'\s*\)")
_MORE = re.compile(r"([\w.-]+)\s*(>=|>|<=|<|=)\s*(-?\d+)\b")
_SLOWEST = 5
Eager = dict[str, list[str]]


@dataclass
class Survey:
    """What the walks met. All but the milliseconds is the same at every run with the same seed."""

    seed: int
    questions: tuple[str, ...] = ()
    """All questions of the form that a person could be asked."""
    lengths: list[int] = field(default_factory=list)
    reached: Counter[str] = field(default_factory=Counter)
    """Question -> in how many walks it was asked."""
    hopeless: Counter[str] = field(default_factory=Counter)
    """Question -> in how many walks no answer satisfied its constraint."""
    dead_ends: Counter[str] = field(default_factory=Counter)
    """Question -> in how many walks it was required and offered nothing, or took nothing."""
    endless: int = 0
    times: dict[str, float] = field(default_factory=dict)

    @property
    def never(self) -> list[str]:
        """Questions no walk was asked."""
        return [one for one in self.questions if one not in self.reached]

    @property
    def expected(self) -> float:
        """Questions a walk is asked on average."""
        return sum(self.lengths) / len(self.lengths) if self.lengths else 0.0

    @property
    def slowest(self) -> list[tuple[str, float]]:
        """The slowest questions with the milliseconds of their slowest answer, the slowest first."""
        return sorted(self.times.items(), key=lambda one: -one[1])[:_SLOWEST]


def survey(
    definition: FormDefinition, lists: Callable[[str], Listed | None], walks: int = 50, seed: int = 1
) -> Survey:
    """Walk through the form: every third walk along the edges, the others towards what is new."""
    found = Survey(seed, tuple(_questions(definition.root)))
    for number in range(walks):
        own = seed * 1_000_003 + number
        interview = Interview.start(definition, RobotHost(lists, own))
        eager = _eager(definition, found.never) if number else {}
        walk = Walker(interview, own, eager, bounds=number % 3 == 2).run()
        _count(found, walk, interview)
    return found


def _questions(node: NodeDefinition) -> Iterator[str]:
    for one in node.walk():
        control = one.control if one.kind is NodeKind.LEAF else None
        if control is None or "label" in control.appearance:
            continue
        if (one.bind.readonly or "").strip() != "true()":
            yield one.reference


def _eager(definition: FormDefinition, never: list[str]) -> Eager:
    """Answers that conditions of questions not met yet ask for, and those that lead to these conditions."""
    by_name = {node.name: node.reference for node in definition.root.walk()}
    wanted: Eager = {}
    waiting, done = list(never), set(never)
    while waiting:
        for name, value in _conditions(definition, waiting.pop()):
            if value not in wanted.setdefault(name, []):
                wanted[name].append(value)
            source = by_name.get(name, "")
            if source and source not in done:
                done.add(source)
                waiting.append(source)
    return wanted


def _conditions(definition: FormDefinition, reference: str) -> Iterator[tuple[str, str]]:
    """What the conditions of a question and of the groups around it ask for."""
    names = reference.split("/")
    for depth in range(3, len(names) + 1):
        node = definition.node("/".join(names[:depth]))
        if node is not None and node.bind.relevant:
            yield from _asked_for(node.bind.relevant)


def _asked_for(rule: str) -> Iterator[tuple[str, str]]:
    for match in _EQUALS.finditer(rule):
        yield match[1] or match[3], match[2] if match[1] else match[4]
    for match in _MORE.finditer(rule):
        step = {">": 1, "<": -1}.get(match[2], 0)
        yield match[1], str(int(match[3]) + step)


def _count(found: Survey, walk: Walk, interview: Interview) -> None:
    found.lengths.append(len(walk.asked))
    found.reached.update({plain(one) for one in walk.asked})
    found.endless += walk.endless
    required = {one for one in (*walk.empty, *walk.hopeless) if _is_required(interview, one)}
    found.dead_ends.update({plain(one) for one in required})
    found.hopeless.update({plain(one) for one in walk.hopeless})
    for question, took in walk.slowest.items():
        found.times[question] = max(took, found.times.get(question, 0.0))


def _is_required(interview: Interview, reference: str) -> bool:
    node = interview.node(reference)
    if node is None or not node.relevant or not node.required:
        return False
    return not node.value or not node.valid
