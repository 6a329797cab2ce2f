"""A database under another key, or under none: copied, compared row for row, and put in its place at once.

Whatever happens meanwhile, the file is the old one or the new one, whole. No other connection may be
open: the caller holds the study's lock.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from fieldapp import files
from fieldapp.problems import DATABASE_BUSY, DATABASE_DAMAGED, DATABASE_KEY, Problem
from fieldapp.store.connection import require_content
from fieldapp.store.driver import connect_bare, raw_key
from fieldapp.store.errors import guarded
from fieldapp.store.hot import settle

_NOT_OURS = "sqlite_"
_SCHEMA = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"


def fitting_key(path: Path, keys: Sequence[bytes | None]) -> bytes | None:
    """The first of these keys (None: plain) that opens the database; Problem DATABASE_KEY when none does."""
    require_content(path)
    settle(path)
    with guarded(path):
        for key in keys:
            if _opens(path, key):
                return key
    raise Problem(DATABASE_KEY, where=path)


def recode(path: Path, old: bytes | None, new: bytes | None) -> None:
    """Put a database under the key `new`; what it says stays the same."""
    files.require_space(path.parent, 2 * files.size_of(path) + (1 << 20))
    _fold(path, old)
    with files.replacing(path) as temporary, guarded(path):
        _copy(path, old, temporary, new)
        if contents(temporary, new) != contents(path, old):
            raise Problem(DATABASE_DAMAGED, where=path, why="the copy differs from the original")


def contents(path: Path, key: bytes | None) -> str:
    """A hash over the schema and every row of a database that nobody writes to."""
    digest = hashlib.sha256()
    with closing(connect_bare(path, key, "ro", "&immutable=1", cipher=True)) as connection:
        for row in connection.execute(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
        ):
            if not str(row[1]).startswith(_NOT_OURS):
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
        for name in _tables(connection):
            digest.update(name.encode())
            for row in connection.execute(f'SELECT * FROM "{name}"'):
                digest.update(repr(row).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _opens(path: Path, key: bytes | None) -> bool:
    try:
        with closing(connect_bare(path, key, "ro", cipher=True)) as connection:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except Exception as failure:
        if getattr(failure, "sqlite_errorcode", 0) != sqlite3.SQLITE_NOTADB:
            raise
        return False
    return True


def _fold(path: Path, key: bytes | None) -> None:
    """One file: the log is folded in and gone. A log left beside a file of another key would be replayed into
    it, page by page."""
    with guarded(path), closing(connect_bare(path, key, "rw", cipher=True)) as connection:
        connection.execute("PRAGMA synchronous = EXTRA")  # that the journal is gone is on the disk too
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if connection.execute("PRAGMA journal_mode = DELETE").fetchone() != ("delete",):
            raise Problem(DATABASE_BUSY, where=path)


def _copy(source: Path, old: bytes | None, target: Path, new: bytes | None) -> None:
    with closing(connect_bare(source, old, "rw", cipher=True)) as connection:
        connection.execute("ATTACH DATABASE ? AS new KEY ?", (str(target), raw_key(new)))
        connection.execute("PRAGMA new.synchronous = OFF")  # whoever names the file syncs it as a whole
        connection.execute("SELECT sqlcipher_export('new')")
        for pragma in ("application_id", "user_version"):
            value = int(connection.execute(f"PRAGMA main.{pragma}").fetchone()[0])
            connection.execute(f"PRAGMA new.{pragma} = {value}")
        if "sqlite_stat1" in _names(connection):
            connection.execute("ANALYZE new")
        connection.execute("DETACH DATABASE new")


def _tables(connection: sqlite3.Connection) -> list[str]:
    return sorted(name for name in _names(connection) if not name.startswith(_NOT_OURS))


def _names(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
    return [str(name) for (name,) in rows]
