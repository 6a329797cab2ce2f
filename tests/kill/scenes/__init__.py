"""Scenes of a day's work. A scene is one small module here, which brings

- functions marked `@scene(weight)`: one action of a person, through the doors that the app itself uses;
  each says with `day.doing(...)` what it may move, and afterwards what holds;
- functions marked `@fact("prefix")`: how a fact of that name is looked for after the kill; they give ""
  or what is wrong;
- functions marked `@present`: the facts as they are now, for those that an interrupted action may have moved.

Nothing else has to know of it: kills, power cuts and full disks play all scenes there are.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.kill.auditor import Found
    from tests.kill.day import Day


@dataclass(frozen=True, slots=True)
class Scene:
    """An action, how often it happens in ordinary work, how often a kill is aimed at it."""

    name: str
    act: Callable[[Day], None]
    weight: int
    aim: int


SCENES: dict[str, Scene] = {}
FACTS: dict[str, Callable[[Found, str, Any, bool], str]] = {}
PRESENT: list[Callable[[Found], dict[str, Any]]] = []


def scene(weight: int, aim: int = 10) -> Callable[[Callable[[Day], None]], Callable[[Day], None]]:
    """`weight`: share of ordinary work; `aim`: share of the kills that come while it is under way."""

    def add(act: Callable[[Day], None]) -> Callable[[Day], None]:
        SCENES[act.__name__] = Scene(act.__name__, act, weight, aim)
        return act

    return add


def fact(prefix: str) -> Callable[..., Callable[..., str]]:
    """`look(found, name, value, moving)`: name without the prefix; `moving`: an action on it was under way."""

    def add(look: Callable[[Found, str, Any, bool], str]) -> Callable[[Found, str, Any, bool], str]:
        FACTS[prefix] = look
        return look

    return add


def present(read: Callable[[Found], dict[str, Any]]) -> Callable[[Found], dict[str, Any]]:
    """What holds now, whoever did it."""
    PRESENT.append(read)
    return read


def load() -> dict[str, Scene]:
    """All scenes of this folder."""
    for module in sorted(found.name for found in pkgutil.iter_modules(__path__)):
        importlib.import_module(f"{__name__}.{module}")
    return SCENES
