"""Second copies on a stick, and the way back."""

from __future__ import annotations

from contextlib import closing
from typing import Any

from fieldapp import backup, keys
from fieldapp.store import Store
from tests.kill.auditor import Found
from tests.kill.day import Day, unlock
from tests.kill.ledger import Facts
from tests.kill.scenes import fact, scene

_OF_THE_LAPTOP = ("backup/",)


@scene(weight=2, aim=12)
def back_up(day: Day) -> None:
    """A copy is made and read back; old ones may go."""
    study = day.study
    with day.doing("backup/*") as facts, closing(study.reader()) as reader:
        source = backup.Source(reader, study.layout, study.device_id, protected=study.protected)
        made = backup.back_up(source, day.world.stick, policy=backup.Policy()).backup
        facts[f"backup/{made.folder.name}"] = of_the_study(day.facts)
        kept = {one.folder.name for one in backup.backups(day.world.stick)}
        facts.update({name: None for name in _copies(day.facts) if name.removeprefix("backup/") not in kept})


@scene(weight=1, aim=12)
def restore(day: Day) -> None:
    """The study is put back to what it was at a backup; the present one is moved aside."""
    if not (copies := _copies(day.facts)):
        return
    name = day.chance.choice(copies)
    (chosen,) = (o for o in backup.backups(day.world.stick) if o.folder.name == name.removeprefix("backup/"))
    facts = {**day.facts[name], **{copy: day.facts[copy] for copy in copies}}
    day.close()
    with day.doing(then=[facts], all=True) as held:
        backup.restore_over(chosen, day.world.study, opens(chosen, facts))
        held.update(facts)


def of_the_study(facts: Facts) -> Facts:
    """What a copy of the study holds of it."""
    return {name: value for name, value in facts.items() if not name.startswith(_OF_THE_LAPTOP)}


def opens(one: backup.Backup, facts: Facts) -> backup.Opens:
    """How its database is opened by the secret of its time."""
    if (given := unlock(facts)) is None or not facts.get("protected/study"):
        return backup.plain
    secrets = keys.Vault.read(one.folder / "keys.json").unlock(given.person, given.secret)
    return lambda path: Store.open(path, secrets.database_key, read_only=True)


def _copies(facts: Facts) -> list[str]:
    return [name for name in facts if name.startswith("backup/")]


@fact("backup")
def copy(found: Found, name: str, told: dict[str, Any], moving: bool) -> str:
    """It is there, every byte of it right, and it opens by the secret of its time."""
    there = [one for one in backup.backups(found.world.stick) if one.folder.name == name]
    if not there:
        return "" if moving else "the backup is lost"
    faults = backup.verify(there[0], opens(there[0], told))
    return "; ".join(map(str, faults))
