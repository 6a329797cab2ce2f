"""One number for everything a database says: two databases with the same rows have the same view hash.

It depends neither on the pages of the file, nor on rowids, nor on encryption; so a backup, its restored
copy and a rebuilt database can be held against the original. The exact bytes are in `docs/data.md`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from typing import TYPE_CHECKING

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
    for name in (table, *columns):
        digest.update(b"t%d:%b" % (len(name.encode()), name.encode()))
    told = " || ".join(_told(_quoted(column)) for column in columns)
    order = ", ".join(_quoted(column) for column in key or columns)
    sql = f"SELECT CAST('r' || {told} AS BLOB) FROM {_quoted(table)} ORDER BY {order}"
    for (row,) in database.connection.execute(sql):
        digest.update(row)


def _columns(database: Database, table: str) -> tuple[list[str], list[str]]:
    """All columns by name, and those of the primary key in its order."""
    rows = database.all("SELECT name, pk FROM pragma_table_info(?)", (table,))
    key = sorted((int(place), str(name)) for name, place in rows if place)
    return sorted(str(name) for name, _place in rows), [name for _place, name in key]


def _told(column: str) -> str:
    """SQL for one value: its kind, its length in bytes where that is not plain, its bytes."""
    return (
        f"CASE typeof({column}) WHEN 'null' THEN 'n' WHEN 'integer' THEN 'i' || {column} || ';'"
        f" WHEN 'real' THEN 'f' || printf('%!.17g', {column}) || ';'"
        f" WHEN 'text' THEN 't' || length(CAST({column} AS BLOB)) || ':' || {column}"
        f" ELSE 'b' || length({column}) || ':' || {column} END"
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
