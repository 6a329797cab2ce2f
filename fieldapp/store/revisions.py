"""Revisions, which never change, and the log of the device that made them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from fieldapp.problems import DATABASE_DAMAGED, REVISION_DAMAGED, Problem
from fieldapp.store.database import Database, to_json
from fieldapp.store.errors import guarded
from fieldapp.store.rows import RevisionRow
from fieldapp.store.seals import Seals

_COLUMNS = (
    "rev_id, record_id, instance_id, kind, form_sha256, form_id, parents, author, device, seq, wall_time,"
    " reason, body, xml"
)


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of a device's log: `entry` names what it is about and the hash of the entry before."""

    device: str
    seq: int
    prev: str
    entry: bytes
    hash: str
    signature: bytes


class Revisions:
    """The finished interviews of the study."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self._sound = False

    def add(self, row: RevisionRow, log: LogEntry) -> None:
        """Keep a revision and its log entry; called inside the transaction that finalizes."""
        insert_revisions(self._db, [row])
        self._db.run(
            "INSERT INTO device_log (device, seq, prev, entry, hash, signature) VALUES (?, ?, ?, ?, ?, ?)",
            (log.device, log.seq, log.prev, log.entry, log.hash, log.signature),
        )

    def get(self, rev_id: str) -> RevisionRow | None:
        """One revision."""
        values = self._db.one(f"SELECT {_COLUMNS} FROM revision WHERE rev_id = ?", (rev_id,))
        if values and not self._as_written(rev_id, bytes(values[-2])):
            raise Problem(REVISION_DAMAGED, where=self._name(rev_id))
        return _row(values) if values else None

    def require_sound(self) -> None:
        """All revisions are as they were written, and all are there; once per connection.

        `REVISION_DAMAGED` names the first that is not.
        """
        seals = Seals(self._db)
        if not self._sound and seals.present and (why := seals.fault("revision")):
            changed = seals.changed("revision")
            if changed:
                raise Problem(REVISION_DAMAGED, where=self._name(str(changed[0][0])))
            raise Problem(DATABASE_DAMAGED, where=self._db.path, why=why)
        self._sound = True

    def _as_written(self, rev_id: str, body: bytes) -> bool:
        """By its own hash, and by the seal that also covers the columns beside the body."""
        seals = Seals(self._db)
        return is_own_hash(rev_id, body) and (not seals.present or seals.is_sealed("revision", rev_id))

    def _name(self, rev_id: str) -> str:
        """What people call the interview."""
        sql = "SELECT label, title FROM instance JOIN form ON sha256 = form_sha256 WHERE revision = ?"
        found = self._db.one(sql, (rev_id,))
        return next((str(text) for text in found or () if text), rev_id[:8])

    def all(self, form_sha256: str | None = None) -> list[RevisionRow]:
        """All revisions (of one form), in the order they came into this study."""
        self.require_sound()
        sql = f"SELECT {_COLUMNS} FROM revision WHERE ? IS NULL OR form_sha256 = ? ORDER BY rowid"
        return [_row(values) for values in self._db.all(sql, (form_sha256, form_sha256))]

    def heads(self, form_sha256: str | None = None) -> list[RevisionRow]:
        """Revisions that no other corrects: what an export shows."""
        rows = self.all(form_sha256)
        parents = [json.loads(text) for (text,) in self._db.all("SELECT parents FROM revision")]
        corrected = {parent for some in parents for parent in some}
        return [row for row in rows if row.rev_id not in corrected]

    def last_xml(self, form_id: str, device: str) -> str | None:
        """The submission that this device made last with a form, whatever its version."""
        self.require_sound()
        sql = "SELECT xml FROM revision WHERE form_id = ? AND device = ? ORDER BY seq DESC LIMIT 1"
        values = self._db.one(sql, (form_id, device))
        return str(values[0]) if values else None

    def last(self, device: str) -> LogEntry | None:
        """The newest log entry of a device."""
        values = self._db.one(
            "SELECT device, seq, prev, entry, hash, signature FROM device_log"
            " WHERE device = ? ORDER BY seq DESC LIMIT 1",
            (device,),
        )
        return LogEntry(*values) if values else None

    def log(self, device: str) -> list[LogEntry]:
        """The log of a device, from its first entry."""
        sql = "SELECT device, seq, prev, entry, hash, signature FROM device_log WHERE device = ? ORDER BY seq"
        return [LogEntry(*values) for values in self._db.all(sql, (device,))]


def insert_revisions(database: Database, rows: Iterable[RevisionRow]) -> None:
    """Write revisions that are not here; called inside a transaction."""
    sql = f"INSERT INTO revision ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    database.run_many(sql, [(*_head(row), to_json(row.parents), *_tail(row)) for row in rows])


def unverified_rows(database: Database) -> Iterator[RevisionRow]:
    """Every revision as it lies there, one in memory at a time."""
    with guarded(database.path):
        for values in database.connection.execute(f"SELECT {_COLUMNS} FROM revision ORDER BY rowid"):
            yield _row(values)


def unverified_row(columns: dict[str, Any]) -> RevisionRow:
    """A revision from its columns by name."""
    return _row(tuple(columns[name] for name in _COLUMNS.split(", ")))


def is_own_hash(rev_id: str, body: object) -> bool:
    """Whether a revision's id is the SHA-256 of its body, as it must be; a damaged body may be anything."""
    return isinstance(body, bytes) and hashlib.sha256(body).hexdigest() == rev_id


def _head(row: RevisionRow) -> tuple[object, ...]:
    return row.rev_id, row.record_id, row.instance_id, row.kind, row.form_sha256, row.form_id


def _tail(row: RevisionRow) -> tuple[object, ...]:
    return row.author, row.device, row.seq, row.wall_time, row.reason, row.body, row.xml


def _row(values: tuple[Any, ...]) -> RevisionRow:
    named = dict(zip(_COLUMNS.split(", "), values, strict=True))
    named["parents"] = tuple(json.loads(named["parents"]))
    return RevisionRow(**named)
