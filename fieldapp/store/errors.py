"""The border to SQLite: its errors become problems here and nowhere else."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldapp import files
from fieldapp.problems import (
    DATABASE_BUSY,
    DATABASE_DAMAGED,
    DISK_FAILED,
    DISK_FULL,
    FILE_MISSING,
    READ_ONLY,
    Kind,
    Problem,
)
from fieldapp.store.driver import is_error

_HELPER_FILES = 64 * 1024

_PLAIN: dict[int, Kind] = {
    sqlite3.SQLITE_FULL: DISK_FULL,
    sqlite3.SQLITE_READONLY: READ_ONLY,
    sqlite3.SQLITE_PERM: READ_ONLY,
    sqlite3.SQLITE_BUSY: DATABASE_BUSY,
    sqlite3.SQLITE_LOCKED: DATABASE_BUSY,
}
_WITH_WHY: dict[int, Kind] = {
    sqlite3.SQLITE_CORRUPT: DATABASE_DAMAGED,
    sqlite3.SQLITE_NOTADB: DATABASE_DAMAGED,
    sqlite3.SQLITE_IOERR: DISK_FAILED,
    sqlite3.SQLITE_PROTOCOL: DISK_FAILED,
}
_SAID = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
}
"""sqlcipher3 tells what stopped a backup or an export in words alone, without their code."""


@contextmanager
def guarded(where: Path) -> Iterator[None]:
    """Turns the world's faults among SQLite's errors into problems; bugs of ours pass through."""
    try:
        yield
    except Exception as failure:
        if _is_garbled(failure):
            raise Problem(DATABASE_DAMAGED, where=where, why="text that is no text") from failure
        if not is_error(failure) or (problem := translate(failure, where)) is None:
            raise
        raise problem from failure


def _is_garbled(failure: Exception) -> bool:
    """Python's module reads all text as UTF-8, also what SQLite says about a damaged schema, and hands such
    text to no function of ours (the one that seals)."""
    if isinstance(failure, UnicodeDecodeError):
        return True
    said = ("Could not decode to UTF-8", "user-defined function raised exception")
    return is_error(failure) and str(failure).startswith(said)


def translate(failure: Exception, where: Path) -> Problem | None:
    """The problem that an error of SQLite stands for; None for one that is our own fault."""
    code = getattr(failure, "sqlite_errorcode", None)
    primary = code & 0xFF if code else None
    if primary in (None, sqlite3.SQLITE_ERROR):
        primary = _SAID.get(str(failure), primary)
    if primary in _PLAIN:
        return Problem(_PLAIN[primary], where=where)
    if primary in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN) and _is_full(where):
        return Problem(DISK_FULL, where=where)
    if primary in _WITH_WHY:
        return Problem(_WITH_WHY[primary], where=where, why=failure)
    if primary == sqlite3.SQLITE_CANTOPEN:
        return Problem(READ_ONLY if files.is_there(where.parent) else FILE_MISSING, where=where)
    return None


def _is_full(where: Path) -> bool:
    """SQLite has several names for a disk with no room for its helper files."""
    try:
        return shutil.disk_usage(where.parent).free < _HELPER_FILES
    except OSError:
        return False
