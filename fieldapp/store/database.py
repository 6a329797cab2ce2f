"""One connection and its path: runs SQL, maps errors, holds transactions. The families build on it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fieldapp.store.errors import guarded
from fieldapp.store.seals import Seals

Parameters = Sequence[object] | Mapping[str, object]


class Database:
    """A connection that speaks in problems."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self.connection = connection
        self.path = path

    def all(self, sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with guarded(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
        """The first row of a query, if there is one."""
        with guarded(self.path):
            row: tuple[Any, ...] | None = self.connection.execute(sql, parameters).fetchone()
            return row

    def among(self, sql: str, values: Iterable[str]) -> set[str]:
        """Those of the values that a query finds; it selects one text and ends with the column asked."""
        listed = json.dumps(list(values))
        return {str(found) for (found,) in self.all(f"{sql} IN (SELECT value FROM json_each(?))", (listed,))}

    def run(self, sql: str, parameters: Parameters = ()) -> int:
        """Change something; gives the number of rows. Outside a transaction it is one of its own."""
        with guarded(self.path):
            return self.connection.execute(sql, parameters).rowcount

    def run_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """The same change for many rows, inside a transaction of the caller."""
        with guarded(self.path):
            self.connection.executemany(sql, rows)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing: committed and on the disk when the block has ended, rolled back if it raises."""
        with guarded(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            finally:
                self._roll_back()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside the block all see one moment; inside another transaction, that of the other."""
        with guarded(self.path):
            if self.connection.in_transaction:
                yield
                return
            self.connection.execute("BEGIN")
            try:
                self.connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # the moment
                yield
            finally:
                self._roll_back()

    def _roll_back(self) -> None:
        """Some errors (a full disk) make SQLite roll back by itself; then there is nothing left to do."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def migrate(self, migrations: Sequence[str]) -> None:
        """Bring the tables up to date; each step is a transaction that also counts the version up."""
        for version in range(self.version, len(migrations)):
            with self.transaction():
                for statement in _statements(migrations[version]):
                    self.connection.execute(statement)
                self.connection.execute(f"PRAGMA user_version = {version + 1}")
                Seals(self).seal_schema()

    @property
    def version(self) -> int:
        """How many migrations this database has seen."""
        row = self.one("PRAGMA user_version")
        return int(row[0]) if row else 0

    def close(self) -> None:
        """Close; the last connection folds the log into the database."""
        with guarded(self.path):
            self.connection.close()


def to_json(value: object) -> str:
    """JSON text, Chinese as it is. Half a surrogate pair (a broken paste) is not UTF-8 and is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text if is_utf8(text) else json.dumps(value, separators=(",", ":"))


def is_utf8(text: str) -> bool:
    """Whether the text can be stored as UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def storable(text: str) -> str:
    """Text for a column of display: halves of surrogate pairs become the replacement character."""
    return text if is_utf8(text) else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, each ending a line; `executescript` would commit our transaction first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
