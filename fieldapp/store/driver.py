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


def connect_bare(
    path: Path, key: bytes | None, mode: str, more: str = "", *, cipher: bool = False
) -> sqlite3.Connection:
    """A connection that nothing was read through yet; transactions are begun by hand, so nothing commits
    behind our back. Sorting and temporary tables stay in memory: a temporary file would be plain text.

    `cipher` opens a plain database through sqlcipher3 too, to copy it into an encrypted one.
    """
    uri = f"{path.absolute().as_uri()}?mode={mode}{more}"
    connection = _module(cipher or key is not None).connect(
        uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS
    )
    if key is not None:
        _unlock(connection, key)
    connection.execute("PRAGMA temp_store = MEMORY")
    return cast(sqlite3.Connection, connection)


def raw_key(key: bytes | None) -> str:
    """A key as SQLCipher takes it: raw, without a derivation of its own; "" for none."""
    if key is None:
        return ""
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key of {len(key)} bytes")
    return f"x'{key.hex()}'"


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


def _module(cipher: bool) -> Any:
    if not cipher:
        return sqlite3
    from sqlcipher3 import dbapi2

    return dbapi2


def _unlock(connection: Any, key: bytes) -> None:
    """Give the raw key; and no log of the library's own on stderr, which a wrong key would fill."""
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f'PRAGMA key = "{raw_key(key)}"')
