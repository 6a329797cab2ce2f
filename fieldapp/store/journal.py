"""The journal: one row per step of an interview. It is only ever appended to.

The rows of an interview are a chain: the hash of a row covers its content and the hash of the row before,
and the interview's row holds the hash of the last. So a changed, missing or added row is found when the
journal is read. Steps from before the chain (`unsealed`) are read as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fieldapp.problems import JOURNAL_DAMAGED, Problem
from fieldapp.store.database import Database, to_json
from fieldapp.store.rows import JournalRow
from fieldapp.store.seals import Seals, packed

COLUMNS = ("step", "kind", "reference", "changes", "undo_group", "visit", "typing", "position", "at", "ms")
_COLUMNS = ", ".join(COLUMNS)


@dataclass(frozen=True, slots=True)
class Chain:
    """Where the chain of an interview ends and begins: the hash of the last row, the steps before it."""

    head: bytes
    unsealed: int


@dataclass(frozen=True, slots=True)
class Beat:
    """A step without its content: what kind, when by the wall clock (ISO 8601) and by the monotonic one."""

    instance_id: str
    kind: str
    at: str
    ms: int


class Journal:
    """What happened in each interview, step by step."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def append(self, instance_id: str, row: JournalRow) -> None:
        """Write one step; a step number that is taken is a bug and raises."""
        values = (
            row.step,
            row.kind,
            row.reference,
            to_json(row.changes),
            row.group,
            row.visit,
            int(row.typing),
            row.position,
            row.at.isoformat(),
            row.ms,
        )
        digest = link(self._last(instance_id), instance_id, values)
        self._db.run(
            f"INSERT INTO journal (instance_id, {_COLUMNS}, hash) VALUES ({', '.join('?' * 12)})",
            (instance_id, *values, digest),
        )
        self._db.run("UPDATE instance SET head = ? WHERE instance_id = ?", (digest, instance_id))

    def rows(self, instance_id: str) -> Iterator[JournalRow]:
        """All steps of an interview, in order; `JOURNAL_DAMAGED` when they are not as they were written."""
        if not Seals(self._db).present:  # an older study that is only read
            sql = f"SELECT {_COLUMNS} FROM journal WHERE instance_id = ? ORDER BY step"
            return (journal_row(values) for values in self._db.all(sql, (instance_id,)))
        raw, chain = self.raw(instance_id), self.chain(instance_id)
        good = sound(instance_id, raw, chain)
        if good < len(raw) or not ends_well(raw, chain):
            raise Problem(JOURNAL_DAMAGED, where=self._name(instance_id), step=good)
        return (journal_row(values[:-1]) for values in raw)

    def beats(self) -> Iterator[Beat]:
        """The steps of all interviews, one interview after another, without reading what they hold."""
        sql = "SELECT instance_id, kind, at, ms FROM journal ORDER BY instance_id, step"
        return (Beat(*values) for values in self._db.all(sql))

    def raw(self, instance_id: str) -> list[tuple[Any, ...]]:
        """The rows as they lie there, each with its hash at the end."""
        sql = f"SELECT {_COLUMNS}, hash FROM journal WHERE instance_id = ? ORDER BY step"
        return self._db.all(sql, (instance_id,))

    def chain(self, instance_id: str) -> Chain:
        """What the interview's row says of its journal."""
        found = self._db.one("SELECT head, unsealed FROM instance WHERE instance_id = ?", (instance_id,))
        return Chain(*found) if found else Chain(b"", 0)

    def _last(self, instance_id: str) -> bytes:
        sql = "SELECT hash FROM journal WHERE instance_id = ? ORDER BY step DESC LIMIT 1"
        found = self._db.one(sql, (instance_id,))
        return bytes(found[0]) if found else b""

    def _name(self, instance_id: str) -> str:
        """What people call the interview."""
        sql = "SELECT label, title FROM instance JOIN form ON sha256 = form_sha256 WHERE instance_id = ?"
        found = self._db.one(sql, (instance_id,))
        return next((str(text) for text in found or () if text), instance_id)


def link(before: bytes, instance_id: str, values: tuple[Any, ...]) -> bytes:
    """The hash of a step with these values (`COLUMNS`), after one with the hash `before`."""
    return hashlib.sha256(before + packed((instance_id, *values))).digest()


def sound(instance_id: str, raw: list[tuple[Any, ...]], chain: Chain) -> int:
    """How many of the first rows follow from each other as they were written."""
    before = b""
    for number, (*values, digest) in enumerate(raw):
        if number < chain.unsealed and digest == b"":
            continue
        if link(before, instance_id, tuple(values)) != digest:
            return number
        before = digest
    return len(raw)


def ends_well(raw: list[tuple[Any, ...]], chain: Chain) -> bool:
    """Whether the last row is the last that was written."""
    return (raw[-1][-1] if raw else b"") == chain.head and len(raw) >= chain.unsealed


def journal_row(values: tuple[Any, ...]) -> JournalRow:
    """The step that these columns hold."""
    step, kind, reference, changes, group, visit, typing, position, at, ms = values
    moment = datetime.fromisoformat(at)
    return JournalRow(
        step, kind, reference, tuple(json.loads(changes)), group, visit, bool(typing), position, moment, ms
    )
