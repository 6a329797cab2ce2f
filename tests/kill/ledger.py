"""What a person was told during a day's work: facts that must be found on the disk from then on.

A fact is a name and a value that JSON can hold: `steps/<interview>` -> [12, digest of all answers],
`media/<name>` -> SHA-256, `secret/L01` -> what opens the study. Before an action the person says which
facts it may move; after it has returned, what they are now. An action may be interrupted in between:
then each of its facts may be the old one or the new one, and nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Facts: TypeAlias = dict[str, Any]


@dataclass(slots=True)
class Doing:
    """An action has begun. `moving`: facts it may move ("steps/*" for any); `then`: all facts once it is
    done, where the action is all or nothing and that is known before (a restore, a new passphrase)."""

    scene: str
    moving: list[str] = field(default_factory=list)
    then: list[Facts] = field(default_factory=list)


@dataclass(slots=True)
class Done:
    """The action has returned: what holds now (None: no longer). `all`: nothing else holds."""

    scene: str
    facts: Facts = field(default_factory=dict)
    all: bool = False


@dataclass(slots=True)
class Failed:
    """The action has raised a `Problem`: nothing has changed."""

    scene: str
    code: str


Line: TypeAlias = Doing | Done | Failed
_KINDS: dict[str, type[Line]] = {kind.__name__: kind for kind in (Doing, Done, Failed)}


def said(line: Line) -> bytes:
    """A line as bytes."""
    fields = {name: getattr(line, name) for name in line.__slots__}
    return json.dumps([type(line).__name__, fields]).encode() + b"\n"


def heard(line: bytes) -> Line | None:
    """A line from bytes; None for what is no saying (its end may be missing)."""
    try:
        kind, fields = json.loads(line)
        return _KINDS[kind](**fields)
    except (ValueError, KeyError, TypeError):
        return None


@dataclass(slots=True)
class Ledger:
    """What holds, and what is under way."""

    facts: Facts = field(default_factory=dict)
    under_way: Doing | None = None
    done: int = 0

    def read(self, lines: Iterable[Line]) -> Ledger:
        """Follow what was said."""
        for line in lines:
            if isinstance(line, Doing):
                self.under_way = line
                continue
            self.under_way = None
            if isinstance(line, Done):
                self.done += 1
                self.facts = changed({} if line.all else self.facts, line.facts)
        return self

    def may_move(self, name: str) -> bool:
        """Whether the action under way may have moved this fact."""
        moving = self.under_way.moving if self.under_way else ()
        return any(_fits(name, pattern) for pattern in moving)

    @property
    def worlds(self) -> list[Facts]:
        """All sets of facts that the disk may hold."""
        return [self.facts, *(self.under_way.then if self.under_way else ())]


def changed(facts: Mapping[str, Any], by: Mapping[str, Any]) -> Facts:
    """The facts with some of them changed or, where None, gone."""
    return {name: value for name, value in {**facts, **by}.items() if value is not None}


def _fits(name: str, pattern: str) -> bool:
    return name == pattern or (pattern.endswith("*") and name.startswith(pattern[:-1]))
