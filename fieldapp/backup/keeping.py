"""What the study remembers of its backups, and what there is to say about them now."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from fieldapp.backup.choice import Target
from fieldapp.backup.making import Made
from fieldapp.backup.retention import Policy
from fieldapp.store.settings import Settings

OLD = timedelta(days=1)
MANY = 10
"""Finished interviews that only this laptop has."""
DRILL_DUE = timedelta(days=30)
MINUTES = 15


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was chosen: a folder ("" is: a stick if there is one), how often, how many stay."""

    folder: str = ""
    minutes: int = MINUTES
    policy: Policy = field(default_factory=Policy)

    @classmethod
    def read(cls, settings: Settings) -> Wishes:
        """From the study's settings; nonsense counts as not chosen."""
        usual = Policy()
        policy = Policy(
            _number(settings, "backup_last", usual.last),
            _number(settings, "backup_days", usual.days),
            _number(settings, "backup_weeks", usual.weeks),
        )
        return cls(settings.get("backup_folder"), _number(settings, "backup_minutes", MINUTES), policy)


@dataclass(frozen=True, slots=True)
class Last:
    """The last backup that was made and read back here."""

    time: str
    folder: str
    kind: str
    same_disk: bool
    finalized: int

    @property
    def at(self) -> datetime:
        """When."""
        return datetime.fromisoformat(self.time)

    @property
    def place(self) -> Path:
        """The folder or stick it went to."""
        return Path(self.folder)


def remember(settings: Settings, made: Made, target: Target) -> None:
    """Keep that a backup was made, for the safety card."""
    manifest = made.backup.trusted
    last = Last(
        manifest.time.isoformat(), str(target.folder), target.kind, target.same_disk, manifest.finalized
    )
    settings.set("backup", json.dumps(asdict(last), ensure_ascii=True))


def last_backup(settings: Settings) -> Last | None:
    """The last one; None when there was none."""
    try:
        last = Last(**json.loads(settings.get("backup")))
        return last if last.at.tzinfo else None
    except (ValueError, TypeError):
        return None


def remember_drill(settings: Settings, at: datetime) -> None:
    """Keep that a drill went well."""
    settings.set("drill", at.isoformat())


def last_drill(settings: Settings) -> datetime | None:
    """When a drill went well the last time."""
    try:
        found = datetime.fromisoformat(settings.get("drill"))
    except ValueError:
        return None
    return found if found.tzinfo else None


class Level(StrEnum):
    """How it stands."""

    GOOD = "good"
    LATE = "late"
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Outlook:
    """The state of the second copy. `unsaved` counts finished interviews that only this laptop has; `late`
    is whether the backup is too old, or they are too many, encrypted or not."""

    level: Level
    last: Last | None
    unsaved: int
    late: bool
    drill_due: bool


def outlook(settings: Settings, now: datetime, finalized: int, protected: bool) -> Outlook:
    """BARE: not encrypted. LATE: the backup is older than a day, or ten interviews are not in it.

    A backup from the future (the clock went back) counts as old: nobody knows how old it is.
    """
    last = last_backup(settings)
    elsewhere = last.finalized if last is not None and not last.same_disk else 0
    unsaved = max(0, finalized - elsewhere)
    old = last is None or not -OLD < now - last.at < OLD
    late = unsaved >= MANY or (old and (last is not None or finalized > 0))
    level = Level.BARE if not protected else Level.LATE if late else Level.GOOD
    return Outlook(level, last, unsaved, late, _is_drill_due(settings, last, now))


def _is_drill_due(settings: Settings, last: Last | None, now: datetime) -> bool:
    """A month without a drill, once there is anything to try it with."""
    drilled = last_drill(settings)
    return last is not None and (drilled is None or abs(now - drilled) > DRILL_DUE)


def _number(settings: Settings, name: str, usual: int) -> int:
    text = settings.get(name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) else usual
