"""The way back. A study is built beside the place it goes to, proved, and put there by renaming."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldapp import files
from fieldapp.backup.finding import Backup
from fieldapp.backup.opening import Cancelled, Opens, Progress, Stopped, never, plain, silent
from fieldapp.backup.verifying import parts, says
from fieldapp.problems import BACKUP_DAMAGED, RESTORE_TARGET, Problem
from fieldapp.store import swap


@dataclass(frozen=True, slots=True)
class Restored:
    """Where the restored study is; `aside` is where the one that was there before lies now, whole."""

    folder: Path
    aside: Path | None = None


def restore(
    backup: Backup,
    folder: Path,
    opens: Opens | None = plain,
    *,
    progress: Progress = silent,
    cancelled: Stopped = never,
) -> Restored:
    """Restore into a folder that is not there yet, or is empty; Problem RESTORE_TARGET otherwise.

    Without `opens` (nobody gave the passphrase) the hashes of the manifest alone are the proof.
    """
    folder = folder.absolute()
    swap.finish(folder)
    with files.guarded(folder, reading=True):
        taken = folder.exists() and any(folder.iterdir())
    if taken:
        raise Problem(RESTORE_TARGET, where=folder)
    files.make_folder(folder.parent)
    with building(backup, folder, opens, progress, cancelled) as built:
        swap.place(built, folder)
    return Restored(folder)


def restore_over(
    backup: Backup,
    folder: Path,
    opens: Opens | None = plain,
    *,
    progress: Progress = silent,
    cancelled: Stopped = never,
) -> Restored:
    """Restore in the place of the study in `folder`, which must be closed; it is moved aside, whole.

    Whenever this is stopped, the next opening of the folder finishes it or finds the old study.
    """
    folder = folder.absolute()
    swap.finish(folder)
    with building(backup, folder, opens, progress, cancelled) as built:
        aside = swap.take_the_place(built, folder, datetime.now())
    return Restored(folder, aside)


@contextmanager
def building(
    backup: Backup, folder: Path, opens: Opens | None, progress: Progress, cancelled: Stopped
) -> Iterator[Path]:
    """A folder beside `folder` that holds the restored study, proved; it is gone after the block."""
    manifest = backup.trusted
    files.require_space(folder.parent, manifest.size)
    with swap.building(folder) as built:
        layout = files.Layout(built)
        layout.make()
        done = 0
        for name, source, item in parts(backup):
            if cancelled():
                raise Cancelled
            _copy(backup, name, source, built, item.sha256)
            done += item.size
            progress(done, manifest.size)
        if opens is not None and not says(layout.database, manifest, opens):
            raise Problem(BACKUP_DAMAGED, where=backup.folder, why="study.db: it says something else")
        _mark(layout, backup)
        yield built


def _copy(backup: Backup, name: str, source: Path, built: Path, sha256: str) -> None:
    """One file into its place; what differs from the manifest is refused."""
    if not files.is_file(source):
        raise Problem(BACKUP_DAMAGED, where=backup.folder, why=f"{name}: the file is missing")
    target = built / name
    if not files.is_folder(target.parent):
        files.make_folder(target.parent)
    copied = files.adopt(source, target.parent, lambda _sha256: target.name)
    if copied.sha256 != sha256:
        raise Problem(BACKUP_DAMAGED, where=backup.folder, why=f"{name}: the file was changed")


def _mark(layout: files.Layout, backup: Backup) -> None:
    """A restored study is another copy: it signs with a key of its own, so that two copies of one laptop
    never give the same number to two different entries of its log."""
    plain_text = {"v": 1, "copy": secrets.token_hex(4), "from": backup.folder.name}
    files.write(layout.restored, json.dumps(plain_text).encode())
