"""What the worker does about backups: plain functions with their own connection, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from fieldapp.backup import Backup, Drilled, Fault, Lacking, Made, Opens, Restored, Target, Wishes
    from fieldapp.keys import Secrets
    from fieldapp.problems import Problem
    from fieldapp.ui.tasks import Cancelled, Progress


P = ParamSpec("P")
R = TypeVar("R")


def _or_none(job: Callable[P, R]) -> Callable[P, R | None]:
    """A job that was stopped gives None."""

    @wraps(job)
    def stoppable(*given: P.args, **named: P.kwargs) -> R | None:
        from fieldapp.backup import Cancelled

        try:
            return job(*given, **named)
        except Cancelled:
            return None

    return stoppable


@dataclass(frozen=True, slots=True)
class Place:
    """Which study, and how it is opened."""

    folder: Path
    device: str
    study_id: str
    secrets: Secrets | None

    @property
    def opens(self) -> Opens:
        """Opens copies of its database."""
        from fieldapp.store import Store

        key = self.secrets.database_key if self.secrets else None
        return partial(Store.open, key=key, read_only=True)


@dataclass(frozen=True, slots=True)
class Done:
    """A backup that was made; `instead` is why it is not where it was wanted."""

    made: Made
    target: Target
    instead: Problem | None = None


@_or_none
def make(place: Place, wishes: Wishes, reason: str, progress: Progress, cancelled: Cancelled) -> Done:
    """Make a backup where it goes; on this laptop if that fails, for a copy here is better than none."""
    from fieldapp import backup, study
    from fieldapp.problems import Problem

    with closing(study.open(place.folder, exclusive=False, unlock=place.secrets)) as beside:
        source = backup.Source(beside.store, beside.layout, place.device, protected=beside.protected)
        target = backup.where_to(beside.layout, wishes.folder)
        stop = cancelled
        into = partial(
            backup.back_up, source, reason=reason, policy=wishes.policy, progress=progress, cancelled=stop
        )
        try:
            return Done(into(target.folder), target)
        except Problem as problem:
            if target.folder == beside.layout.backups:
                raise
            here = backup.where_to(beside.layout, "", [])
            return Done(into(here.folder), here, problem)


def find(place: Place, chosen: str, extra: Path | None) -> list[Backup]:
    """Backups of this study in every place that is there now, newest first."""
    from fieldapp import backup, files
    from fieldapp.backup.finding import newest_first
    from fieldapp.problems import Problem

    wanted = [Path(chosen)] if chosen else []
    places = [*wanted, *([extra] if extra else []), *backup.disks(), files.Layout(place.folder).backups]
    found: dict[Path, Backup] = {}
    for each in dict.fromkeys(places):
        try:
            found.update((one.folder, one) for one in backup.backups(each, place.study_id))
        except Problem:  # a stick that does not answer holds up nobody
            continue
    return newest_first(found.values())


@_or_none
def verify(place: Place, one: Backup, progress: Progress, cancelled: Cancelled) -> list[Fault]:
    """Read a backup through."""
    from fieldapp import backup

    return backup.verify(one, place.opens, progress=progress, cancelled=cancelled)


@_or_none
def drill(place: Place, one: Backup, progress: Progress, cancelled: Cancelled) -> Drilled:
    """Restore beside the study, compare, remove."""
    from fieldapp import backup

    return backup.drill(one, place.folder, place.opens, progress=progress, cancelled=cancelled)


def compare(place: Place, one: Backup) -> list[Lacking]:
    """What the present study has and the backup lacks."""
    from fieldapp import backup, study

    with (
        closing(study.open(place.folder, exclusive=False, unlock=place.secrets)) as present,
        closing(place.opens(one.folder / "study.db")) as copy,
    ):
        return backup.lacking(present.store, copy)


def free_folder(within: Path, name: str) -> Path:
    """A folder in `within` that is not there yet, by the study's name and the time."""
    from datetime import datetime

    suited = "".join(
        letter if letter.isprintable() and letter not in '/\\:*?"<>|' else "-" for letter in name
    )
    return within / f"{suited.strip(' .')[:80]} ({datetime.now():%Y-%m-%d %H%M%S})"


@_or_none
def restore(
    place: Place, one: Backup, folder: Path, over: bool, progress: Progress, cancelled: Cancelled
) -> Restored:
    """Restore into a new folder, or in the place of the study, which is closed."""
    from fieldapp import backup

    way = backup.restore_over if over else backup.restore
    return way(one, folder, place.opens, progress=progress, cancelled=cancelled)
