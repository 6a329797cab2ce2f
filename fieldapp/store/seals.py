"""Seals: beside each row a number worked out from its content, so that a changed row is not taken for right.

SQLite knows whether a page can be read as a page, not whether a letter in it is still the one that was
written. Triggers seal each row as it is written (`fieldapp_seal`, which `register` brings to every
connection) and count the rows of each table; `tally` holds the counts and the seal of the schema itself.
A seal guards against accidents; it is no signature. The journal has a chain of its own (`journal.py`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fieldapp.problems import DATABASE_DAMAGED, Problem

if TYPE_CHECKING:
    from fieldapp.store.database import Database

FUNCTION = "fieldapp_seal"

# Table -> its key, then its other columns. Seals that were written depend on the order.
SEALED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "setting": (("name",), ("value",)),
    "form": (("sha256",), ("form_id", "version", "title", "source_name", "added", "xml")),
    "list": (("sha256",), ("rows",)),
    "form_list": (("form_sha256", "file_name"), ("list_sha256",)),
    "instance": (
        ("instance_id",),
        (
            *("record_id", "form_sha256", "state", "created", "updated", "position", "language", "answered"),
            *("total", "label", "base", "reason", "revision", "discarded", "head", "unsealed"),
        ),
    ),
    "annotation": (("instance_id", "kind", "reference"), ("text", "at")),
    "media": (("name",), ("sha256", "size", "instance_id", "original", "added")),
    "revision": (
        ("rev_id",),
        (
            *("record_id", "instance_id", "kind", "form_sha256", "form_id", "parents", "author", "device"),
            *("seq", "wall_time", "reason", "body", "xml"),
        ),
    ),
    "device_log": (("device", "seq"), ("prev", "entry", "hash", "signature")),
    "device": (("device_id",), ("public_key", "name", "first_seen")),
    "person": (("code",), ("name", "role", "state", "kind", "verifier", "added")),
    "owner": (("instance_id",), ("code",)),
    "entity": (
        ("dataset", "id"),
        ("created", "label", "version", "properties", "updated", "revision"),
    ),
    # what a team exchanges
    "event": (("event_id",), ("record_id", "body")),
    "fork": (("hash",), ("device", "seq", "prev", "entry", "signature")),
    "revision_file": (("rev_id", "name"), ("sha256",)),
    "import": (("number",), ("at", "person", "source", "undone")),
    "arrived": (("kind", "id"), ("number",)),
    # which bundles came, what came of them, which version of a list is whose
    "bundle": (
        ("hash",),
        ("device", "number", "previous", "at", "sender", "seq", "tip", "whole", "came"),
    ),
    "merge_report": (("number",), ("told",)),
    "list_edition": (("form_sha256", "file_name", "edition", "list_sha256"), ("device", "at")),
    "used_list": (("instance_id", "file_name"), ("list_sha256",)),
    # which interview is of which case
    "revision_case": (("rev_id",), ("case_id", "wave", "outcome", "visits")),
    "draft_case": (("instance_id",), ("case_key",)),
    # what came before its form
    "unfilled": (("instance_id",), ("form_sha256", "number", "told")),
    # in contacts.db
    "contact": (("token",), ("record_id", "question", "value", "added", "erased")),
    "pseudonym": (("token",), ("code",)),
    "erased_file": (("name",), ("at",)),
}
OF_CONTACTS = ("contact", "pseudonym", "erased_file")
OF_TEAM = ("event", "fork", "revision_file", "import", "arrived")
OF_BUNDLES = ("bundle", "merge_report", "list_edition", "used_list")
OF_CASES = ("revision_case", "draft_case")
OF_UNFILLED = ("unfilled",)
_LATER = OF_TEAM + OF_BUNDLES + OF_CASES + OF_UNFILLED
OF_STUDY = tuple(table for table in SEALED if table not in OF_CONTACTS + _LATER)
LATE = ("revision",)  # too much to read at each opening: looked at when it is read
SCHEMA = "schema"  # the row of `tally` that holds the seal of the schema


def packed(values: Iterable[Any]) -> bytes:
    """The values with their kinds and lengths, so that no two different rows pack to the same bytes."""
    text = "".join(
        [
            f"t{len(v)}:{v}" if type(v) is str else f"b{len(v)}:{v.hex()}" if type(v) is bytes else f"x{v};"
            for v in values
        ]
    )
    return text.encode("utf-8", "surrogatepass")


def seal(*values: Any) -> int:
    """A signed 64-bit number for a row."""
    digest = hashlib.blake2b(packed(values), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def register(connection: Any) -> None:
    """Bring the function that the triggers call."""
    connection.create_function(FUNCTION, -1, seal, deterministic=True)


def sealing(*tables: str) -> str:
    """The part of a migration that seals tables: what they hold now, and what comes."""
    return "".join(_sealing(table) for table in tables)


TALLY = """
CREATE TABLE tally (
    name TEXT PRIMARY KEY,            -- of a table
    n INTEGER NOT NULL                -- its rows
) WITHOUT ROWID;
"""


def _sealing(table: str) -> str:
    key, others = SEALED[table]
    columns = (*key, *others)
    fresh = f"{FUNCTION}('{table}', {', '.join(f'NEW.{name}' for name in columns)})"
    where = " AND ".join(f"{name} = NEW.{name}" for name in key)
    return f"""
ALTER TABLE {table} ADD COLUMN seal INTEGER NOT NULL DEFAULT 0;
UPDATE {table} SET seal = {FUNCTION}('{table}', {", ".join(columns)});
INSERT INTO tally (name, n) SELECT '{table}', count(*) FROM {table};
CREATE TRIGGER {table}_sealed AFTER INSERT ON {table} BEGIN
    UPDATE {table} SET seal = {fresh} WHERE {where};
    UPDATE tally SET n = n + 1 WHERE name = '{table}';
END;
CREATE TRIGGER {table}_resealed AFTER UPDATE OF {", ".join(columns)} ON {table} BEGIN
    UPDATE {table} SET seal = {fresh} WHERE {where};
END;
CREATE TRIGGER {table}_left AFTER DELETE ON {table} BEGIN
    UPDATE tally SET n = n - 1 WHERE name = '{table}';
END;
"""


class Seals:
    """What the seals of one database say."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._sound: set[str] = set()

    @property
    def present(self) -> bool:
        """Whether the database has seals; those of older formats have none."""
        return self._db.one("SELECT 1 FROM sqlite_schema WHERE name = 'tally'") is not None

    def require_all(self) -> None:
        """Every table that is read as a whole; `DATABASE_DAMAGED` names the first that is not as written."""
        if not self.present:
            return
        if why := self.schema_fault():
            raise Problem(DATABASE_DAMAGED, where=self._db.path, why=why)
        for table in self._tables():
            if table not in LATE:
                self.require(table)

    def require(self, *tables: str) -> None:
        """These tables; once per connection."""
        for table in tables:
            if table in self._sound or not self.present:
                continue
            if why := self.fault(table):
                raise Problem(DATABASE_DAMAGED, where=self._db.path, why=why)
            self._sound.add(table)

    def fault(self, table: str) -> str:
        """What is wrong with a table in a few words; "" when it is as it was written."""
        key = " || char(31) || ".join(SEALED[table][0])
        sql = f"SELECT count(*), count(DISTINCT {key}), total({_differs(table)}) FROM {table} NOT INDEXED"
        rows, keys, changed = self._db.one(sql) or (0, 0, 0)
        expected = self._db.one("SELECT n FROM tally WHERE name = ?", (table,))
        if changed:
            return f"{table}: {int(changed)} changed"
        if not expected or not (rows == keys == expected[0]):
            return f"{table}: {keys} of {expected[0] if expected else '?'}"
        pages = [str(text) for (text,) in self._db.all(f"PRAGMA integrity_check({table})")]
        return "" if pages == ["ok"] else f"{table}: {pages[0]}"

    def changed(self, table: str) -> list[tuple[Any, ...]]:
        """Keys of the rows that are not as they were written."""
        sql = f"SELECT {', '.join(SEALED[table][0])} FROM {table} NOT INDEXED WHERE {_differs(table)}"
        return self._db.all(sql)

    def is_sealed(self, table: str, *key: Any) -> bool:
        """Whether one row is as it was written."""
        where = " AND ".join(f"{name} = ?" for name in SEALED[table][0])
        found = self._db.one(f"SELECT {_differs(table)} FROM {table} WHERE {where}", key)
        return found is not None and not found[0]

    def schema_fault(self) -> str:
        """What is wrong with the tables themselves."""
        kept = self._db.one("SELECT n FROM tally WHERE name = ?", (SCHEMA,))
        return "" if kept and kept[0] == self._schema_seal() else "schema: changed"

    def seal_schema(self) -> None:
        """Keep the seal of the tables as they are now; after each migration."""
        if self.present:
            sql = "INSERT INTO tally (name, n) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET n = excluded.n"
            self._db.run(sql, (SCHEMA, self._schema_seal()))

    def _schema_seal(self) -> int:
        rows = self._db.all(
            "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"
            " ORDER BY type, name"
        )
        return seal(self._db.version, *(value for row in rows for value in row))

    def _tables(self) -> list[str]:
        found = self._db.all("SELECT name FROM tally")
        return [table for table in SEALED if (table,) in found]


def _differs(table: str) -> str:
    key, others = SEALED[table]
    return f"(seal IS NOT {FUNCTION}('{table}', {', '.join((*key, *others))}))"
