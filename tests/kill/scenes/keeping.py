"""The study itself: closing and opening it, forms, settings, the log of acts, an export."""

from __future__ import annotations

from tests.kill.auditor import Found
from tests.kill.day import Day
from tests.kill.scenes import fact, present, scene
from tests.kill.world import write_form


@scene(weight=2, aim=4)
def close_and_open(day: Day) -> None:
    """The lid is closed; afterwards somebody goes on."""
    with day.doing():
        day.close()
        assert day.study


@scene(weight=1, aim=3)
def add_form(day: Day) -> None:
    """A newer version of the form."""
    version = 2 + sum(name.startswith("form/") for name in day.facts)
    if version > 4:
        return
    source = write_form(day.world.camera / f"day-{version}.xlsx", version)
    with day.doing("form/*") as facts:
        facts[f"form/{day.study.add_form(source).sha256}"] = version


@scene(weight=2, aim=4)
def act(day: Day) -> None:
    """Something enters the log of acts, as exporting or looking at a name does."""
    with day.doing("acts/all") as facts:
        day.study.act("export", "day", rows=str(day.chance.randrange(100)))
        facts["acts/all"] = len(list(day.study.store.acts.all()))


@fact("form")
def form(found: Found, sha256: str, version: int, moving: bool) -> str:
    """The version is there and can be conducted."""
    return "" if found.study.definition(sha256).version == str(version) else "another version"


@fact("acts")
def acts(found: Found, name: str, count: int, moving: bool) -> str:
    """None has gone."""
    there = len(list(found.study.store.acts.all()))
    return "" if there >= count else f"{count - there} acts lost"


@present
def logged(found: Found) -> dict[str, int]:
    """How many acts there are."""
    return {"acts/all": len(list(found.study.store.acts.all()))}
