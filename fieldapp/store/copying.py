"""A sound copy of a database that is in use, and the proof that a copy says the same."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.problems import DATABASE_DAMAGED, Problem
from fieldapp.store.database import Database
from fieldapp.store.driver import connect_bare
from fieldapp.store.errors import guarded
from fieldapp.store.viewhash import view_hash

if TYPE_CHECKING:
    from fieldapp.store.store import Store

Step = Callable[[int, int], None]

_PAGES = 256  # a step of 1 MB: whoever waits for this thread's turn waits some milliseconds


def copy_pages(source: Database, target: Path, step: Step | None = None, key: bytes | None = None) -> None:
    """Copy every page into the empty file `target`. Called inside a snapshot, else a writer restarts it.

    `key` is that of the source; the copy gets the same.
    """
    page = int((source.one("PRAGMA page_size") or (0,))[0])

    def told(_status: int, remaining: int, total: int) -> None:
        if step is not None:
            step((total - remaining) * page, total * page)

    try:
        with guarded(target), closing(connect_bare(target, key, "rwc")) as copy:
            copy.execute("PRAGMA synchronous = OFF")  # whoever names the file syncs it as a whole
            source.connection.backup(copy, pages=_PAGES, progress=told)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, that a write-protected stick can hold
    finally:
        _clear_beside(target)


def _clear_beside(path: Path) -> None:
    """What SQLite leaves beside a file that it could not finish."""
    with suppress(OSError):
        for ending in ("-journal", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)


def require_equal(original: Store, copy: Store) -> None:
    """Read the copy back: sound, and row for row what the original says; else it is no copy."""
    require_says(copy, view_hash(original))


def require_says(copy: Store, said: str) -> None:
    """Read a copy back: sound, and its view hash as it should be; closes it."""
    with closing(copy):
        if found := copy.quick_check():
            raise Problem(DATABASE_DAMAGED, where=copy.path, why=found[0])
        if view_hash(copy) != said:
            raise Problem(DATABASE_DAMAGED, where=copy.path, why="the copy differs from the original")
