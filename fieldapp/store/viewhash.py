"""One number for everything a database says: two databases with the same rows have the same view hash.

It depends neither on the pages of the file, nor on rowids, nor on encryption; so a backup, its restored
copy and a rebuilt database can be held against the original. The exact bytes are in `docs/data.md`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from fieldapp.store.database import Database
from fieldapp.store.errors import guarded

if TYPE_CHECKING:
    from fieldapp.store.store import Store


def view_hash(store: Store, without: Collection[str] = ()) -> str:
    """SHA-256 in hex over every row of every table but those in `without`; holds one row in memory at a time.

    Inside `store.snapshot()` it is the hash of that moment, whatever others write meanwhile.
    """
    digest = hashlib.sha256()
    with guarded(store.path):
        for table in _tables(store.database):
            if table not in without:
                _add_table(digest, store.database, table)
    return digest.hexdigest()


def row_counts(store: Store) -> dict[str, int]:
    """Table -> number of rows."""
    found = {}
    for table in _tables(store.database):
        values = store.database.one(f"SELECT count(*) FROM {_quoted(table)}")
        found[table] = int(values[0]) if values else 0
    return found


def _tables(database: Database) -> list[str]:
    """Our tables by name, without SQLite's own, those that serve a search index, and the count of rows."""
    rows = database.all("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    names = [str(name) for (name,) in rows if not str(name).startswith("sqlite_")]
    return sorted(name for name in names if name != "tally")


def _add_table(digest: hashlib._Hash, database: Database, table: str) -> None:
    """The table's name and columns, then its rows in the order of its key."""
    columns, key = _columns(database, table)
    digest.update(b"".join(map(_text, (name.encode() for name in (table, *columns)))))
    named = ", ".join(map(_quoted, columns))
    order = ", ".join(map(_quoted, key or columns))
    with _undecoded(database):
        for row in database.connection.execute(f"SELECT {named} FROM {_quoted(table)} ORDER BY {order}"):
            digest.update(b"r" + b"".join([_TOLD[type(value)](value) for value in row]))


@contextmanager
def _undecoded(database: Database) -> Iterator[None]:
    """Text comes as it lies there, also what is no UTF-8, and told apart from bytes by its type."""
    before = database.connection.text_factory
    database.connection.text_factory = bytearray
    try:
        yield
    finally:
        database.connection.text_factory = before


def _columns(database: Database, table: str) -> tuple[list[str], list[str]]:
    """All columns by name, and those of the primary key in its order."""
    rows = database.all("SELECT name, pk FROM pragma_table_info(?)", (table,))
    key = sorted((int(place), str(name)) for name, place in rows if place)
    return sorted(str(name) for name, _place in rows), [name for _place, name in key]


def _text(value: bytes | bytearray) -> bytes:
    return b"t%d:" % len(value) + value


_TOLD: dict[type, Callable[[Any], bytes]] = {
    bytearray: _text,
    bytes: lambda value: b"b%d:%b" % (len(value), value),
    int: lambda value: b"i%d;" % value,
    float: lambda value: b"f%.17g;" % value,
    type(None): lambda _value: b"n",
}
"""One value: its kind, its length in bytes where that is not plain, its bytes."""


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
