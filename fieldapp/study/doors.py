"""Making and opening a study."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path

from fieldapp import files
from fieldapp.problems import SETTING_INVALID, STUDY_EXISTS, STUDY_MISSING, Problem
from fieldapp.store import Store
from fieldapp.study.lock import Lock
from fieldapp.study.recents import remember
from fieldapp.study.study import Study


def create(folder: Path, name: str) -> Study:
    """Make a study in a folder that holds none, and open it."""
    name = name.strip()
    if not name:
        raise Problem(SETTING_INVALID, where=folder, value="''", why="a study needs a name")
    layout = files.Layout(folder.absolute())
    if layout.database.exists():
        raise Problem(STUDY_EXISTS, where=folder)
    layout.make()
    return _behind_lock(layout, lambda: _make(layout, name))


def open(folder: Path, exclusive: bool = True) -> Study:
    """Open a study: to work in (one program at a time), or only to read beside it."""
    layout = files.Layout(folder.absolute())
    if not layout.database.exists():
        raise Problem(STUDY_MISSING, where=folder)
    if not exclusive:
        return Study(layout.folder, Store.open(layout.database, read_only=True), None)
    return _behind_lock(layout, lambda: Store.open(layout.database))


def _behind_lock(layout: files.Layout, opening: Callable[[], Store]) -> Study:
    """Lock first, then look: two programs that come at once cannot both go on."""
    lock = Lock(layout.lock)
    try:
        study = Study(layout.folder, opening(), lock)
    except BaseException:
        lock.release()
        raise
    remember(study.folder, study.name)
    return study


def _make(layout: files.Layout, name: str) -> Store:
    if layout.database.exists():
        raise Problem(STUDY_EXISTS, where=layout.folder)
    return Store.create(layout.database, {"name": name, "study_id": uuid.uuid4().hex})
