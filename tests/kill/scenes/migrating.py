"""A study of an older version is opened: its copy is made, its tables are brought up to date."""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from fieldapp import study
from tests.kill.auditor import Found
from tests.kill.day import Day
from tests.kill.scenes import fact, scene
from tests.kill.scenes.answering import everything

RELEASED = Path(__file__).parents[2] / "store" / "schemas"


@scene(weight=0, aim=8)
def migrate(day: Day) -> None:
    """One of the released versions, from its laptop."""
    version = day.chance.choice(sorted(RELEASED.glob("v*.tar.gz"))).name
    folder = day.world.root / f"old-{day.chance.randrange(1 << 30)}"
    unpack(version, folder)
    with day.doing() as facts:
        facts[f"old/{folder.name}"] = said(version)
    with day.doing():
        study.open(folder / "study").close()


def unpack(version: str, folder: Path) -> None:
    """The study as it lay there."""
    with tarfile.open(RELEASED / version) as archive:
        archive.extractall(folder, filter="data")
    for path in (*folder.rglob("*"), folder, folder.parent):  # it has lain there for a year
        descriptor = os.open(path, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


@cache
def said(version: str) -> Any:
    """All that is stored in it, read once with nobody killed."""
    with tempfile.TemporaryDirectory() as name:
        unpack(version, Path(name))
        return read(Path(name) / "study")


def read(folder: Path) -> Any:
    """All that is stored in a study."""
    with closing(study.open(folder)) as opened:
        return json.loads(json.dumps([everything(opened), opened.store.check()]))


@fact("old")
def old(found: Found, name: str, told: Any, moving: bool) -> str:
    """It opens, and says what it said."""
    there = read(found.world.root / name / "study")
    return "" if there == told else "it says something else"
