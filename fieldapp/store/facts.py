"""Figures about a database that say nothing of what is in it."""

from __future__ import annotations

from fieldapp.store.store import Store


def facts(store: Store) -> dict[str, int]:
    """Format, size in pages, and the number of rows of each table."""
    database = store.database
    pragmas = ("user_version", "page_size", "page_count", "freelist_count")
    found = {name: _pragma(store, name) for name in pragmas}
    tables = database.all("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    for (name,) in tables:
        row = database.one(f'SELECT count(*) FROM "{name}"')
        found[f"rows of {name}"] = int(row[0]) if row else 0
    return found


def engine_version() -> str:
    """The version of SQLite."""
    import sqlite3

    return sqlite3.sqlite_version


def _pragma(store: Store, name: str) -> int:
    row = store.database.one(f"PRAGMA {name}")
    return int(row[0]) if row else 0
