"""Which backups stay, and taking the others away. Nothing that is not ours is ever touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fieldapp.backup.finding import Backup
from fieldapp.backup.manifest import Manifest
from fieldapp.backup.places import MANIFEST, OWN_FILES, device_of, is_sha256
from fieldapp.problems import Problem


@dataclass(frozen=True, slots=True)
class Policy:
    """The last ones, and one for each of the last days and weeks that have any.

    Days without a backup do not count: a clock that jumps ahead costs one backup, not all of them.
    """

    last: int = 10
    days: int = 14
    weeks: int = 8


def superfluous(ordered: Sequence[Backup], policy: Policy) -> list[Backup]:
    """Of one laptop's backups of one study, the newest first: those that need not stay. Never the newest."""
    kept = [*ordered[: max(1, policy.last)]]
    kept += _one_each(ordered, lambda manifest: f"{manifest.time:%Y-%m-%d}", policy.days)
    kept += _one_each(ordered, lambda manifest: f"{manifest.time:%G-%V}", policy.weeks)
    names = {one.folder for one in kept}
    return [one for one in ordered if one.manifest is not None and one.folder not in names]


def _one_each(ordered: Sequence[Backup], span: Callable[[Manifest], str], most: int) -> list[Backup]:
    """The newest of each of the last `most` spans."""
    first: dict[str, Backup] = {}
    for one in ordered:
        if one.manifest is not None:
            first.setdefault(span(one.manifest), one)
    return list(first.values())[:most]


def remove(folder: Path) -> None:
    """Take a backup away: first the manifest, so that no half of one is ever taken for whole.

    Files that we did not put there stay, and then so does their folder.
    """
    with suppress(OSError):
        (folder / MANIFEST).unlink(missing_ok=True)
        for name in OWN_FILES:
            (folder / name).unlink(missing_ok=True)
        for unfinished in folder.glob(".*.tmp*"):
            unfinished.unlink(missing_ok=True)
        folder.rmdir()


def clear_unfinished(root: Path, device: str) -> None:
    """Take away what this laptop began and could not finish: a pulled stick, a power cut."""
    with suppress(OSError):
        for folder in root.iterdir():
            if device_of(folder.name) == device[:8] and not (folder / MANIFEST).exists():
                remove(folder)


def clear_contents(root: Path, everything: Sequence[Backup]) -> int:
    """Remove contents that no backup names; gives their number. None while a manifest cannot be read."""
    try:
        needed = {sha256 for one in everything for sha256 in one.trusted.contents}
    except Problem:
        return 0
    removed = 0
    with suppress(OSError):
        for path in (root / "content").glob("??/*"):
            if path.name not in needed and (is_sha256(path.name) or path.name.startswith(".incoming-")):
                path.unlink()
                removed += 1
    return removed
