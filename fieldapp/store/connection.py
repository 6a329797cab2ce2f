"""`connect`: the only opener of databases. It looks before it touches, and sets what durability needs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldapp import files
from fieldapp.problems import (
    DATABASE_DAMAGED,
    DATABASE_KEY,
    DATABASE_NEWER,
    DATABASE_PLAIN,
    DATABASE_SEALED,
    DATABASE_UNKNOWN,
    FILE_MISSING,
    Kind,
    Problem,
)
from fieldapp.store.driver import connect_bare, is_operational
from fieldapp.store.errors import guarded
from fieldapp.store.hot import settle
from fieldapp.store.schema import APPLICATION_ID, MIGRATIONS
from fieldapp.store.seals import register

_MAGIC = b"SQLite format 3\0"
_PAGE = 4096

# FULL: a commit is on the disk before it returns. The two fullfsync are for macOS, where a plain
# fsync stops in the drive's cache; elsewhere SQLite ignores them. With recursive_triggers a row that
# REPLACE takes away is counted too (seals.py).
_DURABLE = (
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "recursive_triggers = ON",
)


def connect(path: Path, key: bytes | None = None, *, read_only: bool = False) -> sqlite3.Connection:
    """Open a study database that exists; refuses damaged, foreign and newer ones without touching them.

    `key` (32 bytes) opens an encrypted one, through sqlcipher3. Problem DATABASE_KEY when it does not fit,
    DATABASE_PLAIN for a plain database with a key, DATABASE_SEALED for an encrypted one without.
    """
    require_content(path)
    settle(path)
    with _explained(path, key), guarded(path):
        _try_key(path, key)
        connection = _open_read_only(path, key) if read_only else connect_bare(path, key, "rw")
        try:
            _recognise(connection, path)
            _prepare(connection, read_only)
        except BaseException:
            connection.close()
            raise
    return connection


def connect_new(path: Path, key: bytes | None = None) -> sqlite3.Connection:
    """Open an empty database to be filled; the study gives it its name only when it is whole."""
    with guarded(path):
        connection = connect_bare(path, key, "rwc")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _prepare(connection, read_only=False)
    return connection


def connect_table(path: Path, key: bytes | None = None, *, read_only: bool = True) -> sqlite3.Connection:
    """Open a list's table file: written once, then never changed, so it needs neither locks nor a log."""
    if read_only:
        require_content(path)
    with _explained(path, key), guarded(path):
        connection = connect_bare(path, key, *(("ro", "&immutable=1") if read_only else ("rwc",)))
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def require_content(path: Path) -> None:
    """The cheap check, which does not open the file.

    Opening and closing a database's file beside SQLite would end the locks of every other connection of
    this process to it (POSIX locks belong to the process): another program could then remove the log
    under our hands. So a database's file is looked into only after SQLite has failed to read it.
    """
    if not files.is_file(path):
        raise Problem(FILE_MISSING, where=path)
    if files.size_of(path) == 0:
        raise Problem(DATABASE_DAMAGED, where=path, why="the file is empty")


def is_plain(path: Path) -> bool:
    """Whether the file begins as a plain database does; not for a file this process has a connection to."""
    return _beginning(path).startswith(_MAGIC)


@contextmanager
def _explained(path: Path, key: bytes | None) -> Iterator[None]:
    """To SQLite a wrong key, no key and a damaged beginning are all `not a database`; here they differ."""
    try:
        yield
    except Problem as problem:
        if not _is_not_a_database(problem):
            raise
        raise _unreadable(path, key) from problem


def _is_not_a_database(problem: Problem) -> bool:
    cause = problem.__cause__
    return problem.kind is DATABASE_DAMAGED and getattr(cause, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB


def _unreadable(path: Path, key: bytes | None) -> Problem:
    start = _beginning(path)
    if key is not None:
        kind: Kind = DATABASE_PLAIN if start.startswith(_MAGIC) else DATABASE_KEY
        return Problem(kind, where=path)
    if _looks_encrypted(start):
        return Problem(DATABASE_SEALED, where=path)
    return Problem(DATABASE_DAMAGED, where=path, why="the file does not begin as a database does")


def _looks_encrypted(start: bytes) -> bool:
    """A whole page in which nearly every byte value occurs: no text, no zeros, no header."""
    return len(start) == _PAGE and len(set(start)) > 240


def _beginning(path: Path) -> bytes:
    with files.guarded(path, reading=True), path.open("rb") as file:
        return file.read(_PAGE)


def _try_key(path: Path, key: bytes | None) -> None:
    """With a log pending after a crash, try the key through a connection that cannot write: closing one
    that can would fold the log into the database, also for a wrong key."""
    if key is None or not _pending(path):
        return
    connection = connect_bare(path, key, "ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    finally:
        connection.close()


def _pending(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _open_read_only(path: Path, key: bytes | None) -> sqlite3.Connection:
    """Beside a living writer, or on a medium that cannot be written to (where no log can be pending)."""
    connection = connect_bare(path, key, "ro")
    try:
        connection.execute("SELECT 1 FROM sqlite_schema").fetchone()
    except Exception as failure:
        connection.close()
        if not is_operational(failure) or _pending(path):
            raise
        connection = connect_bare(path, key, "ro", "&immutable=1")
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
        connection.execute("PRAGMA synchronous = EXTRA")  # no journal of the switch comes back after a cut
        connection.execute("PRAGMA journal_mode = WAL")
    for pragma in _DURABLE:
        connection.execute(f"PRAGMA {pragma}")
    register(connection)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    """The number that a pragma answers with."""
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
