"""A form as a small table, then verbs: the language of the engine's tests.

s = Scenario('''
    | survey |         |      |       |
    |        | type    | name | label |
    |        | integer | age  | 年龄   |
''')
s.answer("/data/age", 3)
assert s.value("/data/age") == "3"
"""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from textwrap import dedent

from pyxform.xls2xform import convert

from fieldapp.form import FormDefinition, ListSource, MemoryList, read_xform
from fieldapp.interview import Changes, Interview, Node

NOW = datetime(2026, 1, 15, 10, 30, tzinfo=UTC)


class FakeHost:
    """A world that stands still: one clock, one seed, lists in memory."""

    def __init__(self, lists: Mapping[str, ListSource] | None = None, seed: int = 1) -> None:
        self._lists = dict(lists or {})
        self._random = random.Random(seed)
        self.clock = NOW
        self.properties = {"deviceid": "laptop-03", "username": "李梅"}

    def now(self) -> datetime:
        return self.clock

    def random(self) -> float:
        return self._random.random()

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._random.getrandbits(128), version=4))

    @property
    def lists(self) -> Callable[[str], ListSource | None]:
        return self._lists.get


@lru_cache(maxsize=256)
def form(table: str) -> FormDefinition:
    """The definition of an inline XLSForm (Markdown tables)."""
    return read_xform(convert(dedent(table), validate=False).xform.encode())


class Scenario:
    """One interview of an inline form."""

    def __init__(
        self,
        table: str,
        lists: Mapping[str, ListSource] | None = None,
        host: FakeHost | None = None,
        language: str | None = None,
    ) -> None:
        self.host = host or FakeHost(lists)
        self.definition = form(table)
        self.interview = Interview.start(self.definition, self.host, language)

    def node(self, reference: str) -> Node:
        found = self.interview.node(reference)
        assert found is not None, f"no node at {reference}"
        return found

    def answer(self, reference: str, value: object) -> Changes:
        return self.interview.answer(reference, str(value))

    def value(self, reference: str) -> str:
        return self.node(reference).value

    def relevant(self, reference: str) -> bool:
        return self.node(reference).relevant

    def choices(self, reference: str) -> list[str]:
        return [choice.value for choice in self.node(reference).choices()]

    def undo(self, changes: Changes) -> Changes:
        return self.interview.apply(changes.inverse())

    def state(self) -> list[tuple[object, ...]]:
        """Everything that can be seen of every node."""
        return [
            (node.reference, node.value, node.relevant, node.required, node.readonly, node.valid, node.row_id)
            for node in self.interview.root.walk()
        ]


def rows(columns: str, *lines: str) -> MemoryList:
    """A list in memory: `rows("name label", "1 甲", "2 乙")`."""
    return MemoryList(columns.split(), [line.split() for line in lines])
