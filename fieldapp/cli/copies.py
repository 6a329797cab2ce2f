"""What the commands about backups share: the study to work on, and the sentences about a backup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldapp import backup, files
from fieldapp.backup import Backup, Source, Target, Wishes
from fieldapp.cli.entering import open_study
from fieldapp.problems import BACKUP_MISSING, STUDY_OPEN, Problem
from fieldapp.store import Store
from fieldapp.study import Study
from fieldapp.wording import tr, trn


@contextmanager
def opened(folder: Path) -> Iterator[Study]:
    """The study to enter acts in: alone, or beside an open window."""
    try:
        one = open_study(folder)
    except Problem as problem:
        if problem.kind is not STUDY_OPEN:
            raise
        one = _beside(folder)
    try:
        yield one
    finally:
        one.close()


def _beside(folder: Path) -> Study:
    reading = open_study(folder, exclusive=False)
    key = reading.secrets.database_key if reading.secrets else None
    reading.store.close()
    return Study(reading.folder, Store.open(reading.layout.database, key), None, reading.secrets)


def source_of(one: Study, store: Store) -> Source:
    """The study as a backup sees it."""
    return Source(store, one.layout, one.device_id, protected=one.protected)


def target_of(one: Study, to: Path | None = None) -> Target:
    """Where its backups go: where the command says, else where they always go."""
    if to is not None:
        files.make_folder(to.absolute())
        return backup.where_to(one.layout, str(to.absolute()), [])
    return backup.where_to(one.layout, Wishes.read(one.settings).folder)


def all_backups(one: Study) -> list[Backup]:
    """Backups of this study in every place that is there now; newest first, damaged ones last."""
    from fieldapp.backup.finding import newest_first

    chosen = Wishes.read(one.settings).folder
    places = dict.fromkeys([*([Path(chosen)] if chosen else []), *backup.disks(), one.layout.backups])
    found = [each for place in places for each in backup.backups(place, one.study_id)]
    return newest_first({each.folder: each for each in found}.values())


def the_newest(found: list[Backup], where: Path) -> Backup:
    """The newest readable one; Problem BACKUP_MISSING."""
    chosen = backup.newest(found)
    if chosen is None:
        raise found[0].problem if found and found[0].problem else Problem(BACKUP_MISSING, where=where)
    return chosen


def told(one: Backup) -> str:
    """One line about a backup: when, which laptop, how much, where."""
    if one.manifest is None:
        return tr("damaged: {folder}", folder=one.folder)
    manifest = one.manifest
    return tr(
        "{time}, laptop {laptop}, {interviews}: {folder}",
        time=f"{manifest.time:%Y-%m-%d %H:%M}",
        laptop=manifest.device[:8],
        interviews=trn("{n} interview", "{n} interviews", manifest.drafts + manifest.finalized),
        folder=one.folder,
    )


def part_told(name: str, wrong: str) -> str:
    """One line about a fault of a backup."""
    sentences = {
        "missing": tr("{name}: missing", name=name),
        "changed": tr("{name}: not as it was written", name=name),
        "unreadable": tr("{name}: cannot be read", name=name),
        "database": tr("{name}: does not open, or says something else", name=name),
    }
    return sentences[wrong]
