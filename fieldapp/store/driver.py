"""The two SQLite modules: `sqlite3` for plain databases, `sqlcipher3` for encrypted ones.

sqlcipher3's classes are not sqlite3's, its errors neither, but both have the same names and codes. It
is imported at the first key and not before, since most starts open nothing encrypted.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, cast

BUSY_SECONDS = 2.0
KEY_BYTES = 32


def connect_bare(path: Path, key: bytes | None, mode: str, more: str = "") -> sqlite3.Connection:
    """A connection that nothing was read through yet; transactions are begun by hand, so nothing commits
    behind our back. Sorting and temporary tables stay in memory: a temporary file would be plain text."""
    uri = f"{path.absolute().as_uri()}?mode={mode}{more}"
    connection = _module(key).connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    if key is not None:
        _unlock(connection, key)
    connection.execute("PRAGMA temp_store = MEMORY")
    return cast(sqlite3.Connection, connection)


def is_error(failure: BaseException) -> bool:
    """Whether one of the two modules raised it."""
    return isinstance(failure, sqlite3.Error) or _is_ciphers(failure, "Error")


def is_operational(failure: BaseException) -> bool:
    """Whether it is one of their errors about the world around the database."""
    return isinstance(failure, sqlite3.OperationalError) or _is_ciphers(failure, "OperationalError")


def _is_ciphers(failure: BaseException, name: str) -> bool:
    """Asked by name, so that sqlcipher3 need not be there to be asked about."""
    kinds = type(failure).__mro__
    return any(kind.__name__ == name and kind.__module__.startswith("sqlcipher3") for kind in kinds)


def _module(key: bytes | None) -> Any:
    if key is None:
        return sqlite3
    from sqlcipher3 import dbapi2

    return dbapi2


def _unlock(connection: Any, key: bytes) -> None:
    """Give the raw key; and no log of the library's own on stderr, which a wrong key would fill."""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key of {len(key)} bytes")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
