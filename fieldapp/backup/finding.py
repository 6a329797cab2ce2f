"""Which backups there are in a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fieldapp import files
from fieldapp.backup.manifest import Manifest, read
from fieldapp.backup.places import MANIFEST, device_of, is_root
from fieldapp.problems import Problem


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its folder and manifest; for one that cannot be read, the problem instead."""

    folder: Path
    manifest: Manifest | None
    problem: Problem | None = None

    @property
    def root(self) -> Path:
        """The folder it shares with others."""
        return self.folder.parent

    @property
    def trusted(self) -> Manifest:
        """The manifest; raises the problem of one that cannot be read."""
        if self.manifest is None:
            assert self.problem is not None
            raise self.problem
        return self.manifest


def backups(target: Path, study_id: str = "") -> list[Backup]:
    """Backups in a folder of backups, or in the folder that holds it, or the one at this path; newest first.

    `study_id` leaves out other studies. Unreadable ones come last. A folder that is not there holds none.
    """
    found = [_backup(folder) for root in _roots(target) for folder in _complete(root)]
    wanted = [
        one for one in found if not study_id or one.manifest is None or one.manifest.study_id == study_id
    ]
    return newest_first(wanted)


def newest(found: Iterable[Backup], device: str = "") -> Backup | None:
    """The newest readable one; of this laptop if it has any."""
    readable = [one for one in found if one.manifest is not None]
    own = [one for one in readable if one.trusted.device == device]
    return next(iter(own or readable), None)


def newest_first(found: Iterable[Backup]) -> list[Backup]:
    """By time; those of one laptop among themselves by their number, for its clock may have gone back."""
    ordered = sorted(found, key=_time, reverse=True)
    by_device: dict[str, list[Backup]] = {}
    for one in ordered:
        by_device.setdefault(_device(one), []).append(one)
    turns = {
        device: iter(sorted(ones, key=lambda one: one.manifest.number if one.manifest else 0, reverse=True))
        for device, ones in by_device.items()
    }
    return [next(turns[_device(one)]) for one in ordered]


def _time(one: Backup) -> tuple[bool, float, str]:
    return one.manifest is not None, one.manifest.time.timestamp() if one.manifest else 0.0, one.folder.name


def _device(one: Backup) -> str:
    return f"{one.manifest.study_id} {one.manifest.device}" if one.manifest else ""


def _roots(target: Path) -> list[Path]:
    """The folder itself if it is one of backups, else those in it."""
    with files.guarded(target, reading=True):
        if (target / MANIFEST).is_file():
            return [target]
        if not target.is_dir():
            return []
        if is_root(target):
            return [target]
        return sorted(path for path in target.iterdir() if is_root(path))


def _complete(root: Path) -> Iterator[Path]:
    """Folders with a manifest; others are no backups."""
    with files.guarded(root, reading=True):
        if (root / MANIFEST).is_file():
            yield root
            return
        for folder in sorted(root.iterdir()):
            if device_of(folder.name) and (folder / MANIFEST).is_file():
                yield folder


def _backup(folder: Path) -> Backup:
    try:
        return Backup(folder, read(folder))
    except Problem as problem:
        return Backup(folder, None, problem)
