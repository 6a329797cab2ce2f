"""A study folder that takes the place of another: by renames, finished at the next opening if cut short.

The new folder is built under a name of its own beside the old one. Then a small plan is written, the old
folder is renamed, the new one is renamed, and the plan is removed. Until the plan is there nothing has
happened; from then on `finish` carries it out.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from fieldapp import files
from fieldapp.problems import FILE_IN_USE, Problem


@contextmanager
def building(folder: Path) -> Iterator[Path]:
    """An empty folder beside `folder` to build in; what is left of it after the block is removed.

    Problem FILE_IN_USE while another program builds there.
    """
    built, lock = _built(folder), _lock(folder)
    with files.held(lock):
        _clear(built)
        files.make_folder(built)
        try:
            yield built
        finally:
            _clear(built)
            with suppress(OSError):  # left there, it is removed at the next opening
                lock.unlink(missing_ok=True)


def place(built: Path, folder: Path) -> None:
    """Give the built folder its name; `folder` is not there, or empty."""
    files.move_folder(built, folder)


def take_the_place(built: Path, folder: Path, at: datetime) -> Path:
    """Move `folder` aside, whole, and put the built one there; gives where the old one is now."""
    with files.guarded(folder):
        aside = _free(folder.with_name(f"{folder.name} ({at:%Y-%m-%d %H%M%S})"))
    plan = json.dumps({"v": 1, "aside": aside.name}).encode("ascii")
    files.write(_plan(folder), plan)
    _carry_out(folder, aside.name)
    return aside


def pending(folder: Path) -> bool:
    """Whether a change of place was cut short here."""
    with files.guarded(folder, reading=True):
        return any(path.exists() for path in (_plan(folder), _built(folder), _lock(folder)))


def finish(folder: Path) -> None:
    """Carry out a plan that was cut short; without one, remove what was only half built.

    Does nothing while another program is building there.
    """
    if not pending(folder):
        return
    try:
        with files.guarded(folder), files.held(_lock(folder)):
            aside = _aside(_plan(folder))
            if aside is not None:
                _carry_out(folder, aside)
            _clear(_built(folder))
            _lock(folder).unlink(missing_ok=True)
    except Problem as problem:
        if problem.kind is not FILE_IN_USE:
            raise


def _carry_out(folder: Path, name: str) -> None:
    """The two renames, from wherever they were cut short; without a built folder, the way back."""
    built, aside = _built(folder), folder.with_name(name)
    there = files.is_there
    if there(built) and there(folder) and not there(aside):
        files.move_folder(folder, aside)
    if there(built):
        files.move_folder(built, folder)
    elif there(aside) and not there(folder):
        files.move_folder(aside, folder)
    with files.guarded(folder):
        _plan(folder).unlink(missing_ok=True)


def _aside(plan: Path) -> str | None:
    """The name that the old folder gets; a plan is whole or not there."""
    if not plan.exists():
        return None
    try:
        name = str(json.loads(files.read(plan))["aside"])
    except (ValueError, KeyError, TypeError):
        return None
    return name if name and Path(name).name == name else None


def _plan(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.restore.json")


def _built(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.restoring")


def _lock(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}.restoring.lock")


def _free(path: Path) -> Path:
    number, found = 2, path
    while found.exists():
        found, number = path.with_name(f"{path.name} {number}"), number + 1
    return found


def _clear(built: Path) -> None:
    shutil.rmtree(built, ignore_errors=True)
