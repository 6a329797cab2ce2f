"""Reading a backup through: is every byte what the manifest says, and does the database say the same?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fieldapp.backup.contents import read_back
from fieldapp.backup.finding import Backup
from fieldapp.backup.manifest import Item, Manifest
from fieldapp.backup.opening import Cancelled, Opens, Progress, Stopped, never, plain, silent
from fieldapp.backup.places import content
from fieldapp.problems import DISK_FAILED, DISK_FULL, FILE_UNREADABLE, Problem
from fieldapp.store.viewhash import view_hash

_OF_THE_DISK = (DISK_FAILED, DISK_FULL, FILE_UNREADABLE)


class Wrong(StrEnum):
    """What may be wrong with a part of a backup."""

    MISSING = "missing"
    CHANGED = "changed"
    UNREADABLE = "unreadable"
    DATABASE = "database"


@dataclass(frozen=True, slots=True)
class Fault:
    """One part of a backup that is not as it was."""

    name: str
    wrong: Wrong


def verify(
    backup: Backup,
    opens: Opens | None = plain,
    *,
    progress: Progress = silent,
    cancelled: Stopped = never,
) -> list[Fault]:
    """All faults; empty when the backup is whole. Without `opens` (no key) the database stays closed.

    Raises the problem of a manifest that cannot be read.
    """
    manifest = backup.trusted
    faults: list[Fault] = []
    done = 0
    for name, path, item in parts(backup):
        if cancelled():
            raise Cancelled
        if (wrong := part_fault(path, item)) is not None:
            faults.append(Fault(name, wrong))
        done += item.size
        progress(done, manifest.size)
    if not faults and opens is not None and not says(backup.folder / "study.db", manifest, opens):
        faults.append(Fault("study.db", Wrong.DATABASE))
    return faults


def parts(backup: Backup) -> Iterator[tuple[str, Path, Item]]:
    """Every file of a backup: what it is called in the study, where it lies, what it should be."""
    manifest = backup.trusted
    for name, item in manifest.files.items():
        yield name, backup.folder / name, item
    for name, item in manifest.content.items():
        yield name, content(backup.root, item.sha256), item


def part_fault(path: Path, item: Item) -> Wrong | None:
    """What is wrong with one file."""
    if not path.is_file():
        return Wrong.MISSING
    try:
        return None if read_back(path) == item.sha256 else Wrong.CHANGED
    except Problem:
        return Wrong.UNREADABLE


def says(path: Path, manifest: Manifest, opens: Opens) -> bool:
    """Whether the database opens, is sound, and says what it said when the backup was made.

    Problem of the disk that it could not be read from: that says nothing of the backup.
    """
    try:
        with closing(opens(path)) as store:
            return not store.quick_check() and view_hash(store) == manifest.view_hash
    except Problem as failure:
        if failure.kind in _OF_THE_DISK:
            raise
        return False
