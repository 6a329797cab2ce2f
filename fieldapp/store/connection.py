"""`connect`: the only opener of databases. It looks before it touches, and sets what durability needs."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from fieldapp import files
from fieldapp.problems import DATABASE_DAMAGED, DATABASE_NEWER, DATABASE_UNKNOWN, FILE_MISSING, Problem
from fieldapp.store.errors import guarded
from fieldapp.store.schema import APPLICATION_ID, MIGRATIONS

_MAGIC = b"SQLite format 3\0"
_BUSY_SECONDS = 2.0

# FULL: a commit is on the disk before it returns. The two fullfsync are for macOS, where a plain
# fsync stops in the drive's cache; elsewhere SQLite ignores them.
_DURABLE = ("synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON", "foreign_keys = ON")


def connect(path: Path, key: bytes | None = None, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a study database that exists; refuses damaged, foreign and newer ones without touching them.

    `key` is for encrypted studies, which are not built yet.
    """
    if key is not None:
        raise NotImplementedError("encrypted studies")
    check_header(path)
    with guarded(path):
        connection = _open_read_only(path) if read_only else _open(path, "rw")
        try:
            _recognise(connection, path)
            _prepare(connection, read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_new(path: Path) -> sqlite3.Connection:
    """Open an empty database to be filled; the study gives it its name only when it is whole."""
    with guarded(path):
        connection = _open(path, "rwc")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _prepare(connection, read_only=False)
    return connection


def connect_table(path: Path, *, read_only: bool = True) -> sqlite3.Connection:
    """Open a list's table file: written once, then never changed, so it needs neither locks nor a log."""
    with guarded(path):
        return _open(path, "ro", "&immutable=1") if read_only else _open(path, "rwc")


def check_header(path: Path) -> None:
    """The cheap check: is there a file, and does it begin as a database does?"""
    if not path.is_file():
        raise Problem(FILE_MISSING, where=path)
    with files.guarded(path, reading=True), path.open("rb") as file:
        start = file.read(len(_MAGIC))
    if not start:
        raise Problem(DATABASE_DAMAGED, where=path, why="the file is empty")
    if start != _MAGIC:
        raise Problem(DATABASE_DAMAGED, where=path, why="the file does not begin as a database does")


def _open(path: Path, mode: str, more: str = "") -> sqlite3.Connection:
    """A bare connection; transactions are begun by hand, so nothing commits behind our back."""
    uri = f"{path.absolute().as_uri()}?mode={mode}{more}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=_BUSY_SECONDS)


def _open_read_only(path: Path) -> sqlite3.Connection:
    """Beside a living writer, or on a medium that cannot be written to (where no log can be pending)."""
    log = path.with_name(path.name + "-wal")
    connection = _open(path, "ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if log.exists() and log.stat().st_size:
            raise
        connection = _open(path, "ro", "&immutable=1")
    return connection


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    """Is it ours, and of a version we know? Reading the schema also finds a cut-off file."""
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if _pragma(connection, "application_id") != APPLICATION_ID:
        raise Problem(DATABASE_UNKNOWN, where=path)
    found = _pragma(connection, "user_version")
    if found > len(MIGRATIONS):
        raise Problem(DATABASE_NEWER, where=path, found=found, known=len(MIGRATIONS))


def _prepare(connection: sqlite3.Connection, read_only: bool) -> None:
    """Durability for writers, foreign keys for all."""
    if not read_only:
        connection.execute("PRAGMA journal_mode = WAL")
    for pragma in _DURABLE:
        connection.execute(f"PRAGMA {pragma}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    """The number that a pragma answers with."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
