"""A rollback journal that a power cut left beside a database.

Databases here write ahead; a journal is there only for the moment in which one is switched to that or
back. SQLite plays such a journal back by itself, but through a connection that may write, and most doors
look first through one that may not. Pages are put back as they lie, so no key is needed for it.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from fieldapp import files
from fieldapp.store.driver import connect_bare
from fieldapp.store.errors import guarded


def settle(path: Path) -> None:
    """Have a switch that was cut short undone; nothing happens to a database that has no such journal."""
    journal = path.with_name(path.name + "-journal")
    with files.guarded(journal, reading=True):
        if not journal.exists() or not journal.stat().st_size:
            return
    with guarded(path), closing(connect_bare(path, None, "rw")) as connection:
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.DatabaseError as failure:
            if failure.sqlite_errorcode != sqlite3.SQLITE_NOTADB:  # encrypted: it cannot be read this way
                raise
