"""Rows out of a database that SQLite will not read, or not trust: every page that can be read, row by row.

First the trees that the schema names, then every page anywhere (older images in the log, pages that no
tree leads to any more): a row found there counts only if its own seal says that it is whole. Nothing
is written. `Filler` puts rows into a new database.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from fieldapp.store.btree import LEAF_INDEX, LEAF_TABLE, Record, records_on, walk
from fieldapp.store.database import Database
from fieldapp.store.pages import Pages
from fieldapp.store.schema import MIGRATIONS
from fieldapp.store.seals import SEALED, register, seal

Row = dict[str, Any]
_LONG_HASH = 64


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table's rows lie in their records. `rowid` names the column that is the rowid itself."""

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    defaults: Mapping[str, Any]
    rowid: str
    leaf: int


@dataclass(slots=True)
class Found:
    """Rows of one table: those whose seal or hash fits, by key, and those of which nothing can vouch.

    `doubtful` rows come from the tables' own trees; their content may be wrong.
    """

    sound: dict[tuple[Any, ...], Row] = field(default_factory=dict)
    doubtful: list[Row] = field(default_factory=list)


def salvage(path: Path, key: bytes | None = None) -> dict[str, Found]:
    """Table -> what was found. An empty dict when the file holds nothing of ours."""
    pages = Pages(path, key)
    found = {table: Found() for table in shapes()}
    seen = {1}
    for name, root in _roots(pages).items():
        if name in found:
            for record in walk(pages, root, seen):
                _take(found[name], shapes()[name], record)
    _search(pages, found)
    return found if any(one.sound or one.doubtful for one in found.values()) else {}


def _roots(pages: Pages) -> dict[str, int]:
    """Table -> root page, as far as the schema can be read."""
    try:
        rows = [record.values for record in walk(pages, 1, set())]
    except IndexError:
        return {}
    return {
        str(row[1]): row[3] for row in rows if len(row) == 5 and row[0] == "table" and isinstance(row[3], int)
    }


def _search(pages: Pages, found: dict[str, Found]) -> None:
    """Rows on any page at all, where they vouch for themselves and are not there yet."""
    of_leaf: dict[int, list[Shape]] = {LEAF_TABLE: [], LEAF_INDEX: []}
    for shape in shapes().values():
        of_leaf[shape.leaf].append(shape)
    for number, page in pages.images():
        kind = page[100 if number == 1 else 0]
        for record in records_on(pages, page, number) if kind in (*of_leaf, 2) else ():
            for shape in of_leaf[LEAF_INDEX if kind == 2 else kind]:
                if len(record.values) == len(shape.columns):
                    row = _row(shape, record)
                    if vouched(shape.table, row):
                        found[shape.table].sound.setdefault(_key(shape, row), row)


def _take(found: Found, shape: Shape, record: Record) -> None:
    row = _row(shape, record)
    if vouched(shape.table, row):
        found.sound.setdefault(_key(shape, row), row)
    else:
        found.doubtful.append(row)


def _row(shape: Shape, record: Record) -> Row:
    """Columns that came after the row was written have their defaults."""
    row = {**shape.defaults, **dict(zip(shape.columns, record.values, strict=False))}
    if shape.rowid:
        row[shape.rowid] = record.rowid
    return row


def _key(shape: Shape, row: Row) -> tuple[Any, ...]:
    return tuple(row[name] for name in shape.key)


def vouched(table: str, row: Row) -> bool:
    """Whether a row says itself that it is as it was written: by its seal, or by what its key hashes."""
    if table in SEALED:
        key, others = SEALED[table]
        return bool(row["seal"] == seal(table, *(row[name] for name in (*key, *others))))
    if table == "journal":  # the chain is looked at where the rows are together
        digest = row["hash"]
        return isinstance(digest, bytes) and len(digest) == 32 and isinstance(row["changes"], str)
    if table == "act":
        entry = row["entry"]
        return isinstance(entry, bytes) and hashlib.sha256(entry).hexdigest() == row["hash"]
    return False


@lru_cache(maxsize=1)
def shapes() -> dict[str, Shape]:
    """Of every table of the present format."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        register(memory)
        database = Database(memory, Path("memory"))
        database.migrate(MIGRATIONS)
        tables = database.all(
            "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        )
        ours = [(str(name), bool(wr)) for name, wr in tables if not str(name).startswith("sqlite_")]
        return {name: _shape(database, name, wr) for name, wr in sorted(ours) if name != "tally"}


def _shape(database: Database, table: str, without_rowid: bool) -> Shape:
    infos = database.all("SELECT name, pk, type, dflt_value FROM pragma_table_info(?) ORDER BY cid", (table,))
    key = [name for pk, name in sorted((pk, name) for name, pk, *_ in infos if pk)]
    names = [name for name, *_ in infos]
    rowid = next((n for n, pk, kind, _ in infos if pk and len(key) == 1 and kind == "INTEGER"), "")
    if without_rowid:
        names = [*key, *(name for name in names if name not in key)]
        rowid = ""
    defaults = {name: _literal(value) for name, _, _, value in infos}
    return Shape(
        table, tuple(names), tuple(key), defaults, rowid, LEAF_INDEX if without_rowid else LEAF_TABLE
    )


def _literal(text: str | None) -> Any:
    """The value of a column's default as our schema writes it."""
    return {None: None, "0": 0, "''": "", "x''": b""}.get(text, text)


class Filler:
    """Puts rows into a new database, table by table."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, table: str, rows: Iterable[Row]) -> int:
        """Rows as they are but for their seals, which are made anew; one that does not fit is left out."""
        count = 0
        for row in rows:
            names = [name for name in shapes()[table].columns if name in row and name != "seal"]
            marks = ", ".join("?" * len(names))
            sql = f"INSERT OR IGNORE INTO {table} ({', '.join(names)}) VALUES ({marks})"
            try:
                count += self._db.run(sql, [row[name] for name in names])
            except sqlite3.IntegrityError:
                continue
        return count
