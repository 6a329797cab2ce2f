"""The studies that a day begins with."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from fieldapp import keys, study
from fieldapp.keys import argon
from fieldapp.study import Study
from tests.kill.ledger import Facts
from tests.kill.world import World, write_form

LEAD, WORDS = "L01", "口令：三间房两亩地"


def _plain(world: World) -> tuple[Study, Facts]:
    return study.create(world.study, "一天的工作"), {"protected/study": False}


def _protected(world: World) -> tuple[Study, Facts]:
    protection = keys.Protection(LEAD, WORDS, name="王芳", params=argon.LIGHT)
    made = study.create(world.study, "一天的工作", protection=protection)
    return made, {
        f"secret/{LEAD}": WORDS,
        "recovery/code": protection.recovery,
        "protected/study": True,
    }


KINDS: dict[str, Callable[[World], tuple[Study, Facts]]] = {"plain": _plain, "protected": _protected}


def make(kind: str, root: Path) -> World:
    """A world with a study of this kind, its form in it, closed; `facts.json` beside it says what holds."""
    world = World(root)
    for folder in (world.root, world.stick, world.camera):
        folder.mkdir(parents=True, exist_ok=True)
    world.enter()
    made, facts = KINDS[kind](world)
    made.add_form(write_form(world.camera / "day.xlsx"))
    made.close()
    (root / "facts.json").write_text(json.dumps(facts), "utf-8")
    return world
