"""Taking in what came from other laptops, by numbered imports, and taking an import back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from fieldapp.store.database import Database, to_json
from fieldapp.store.parcels import ENTRY, INTERVIEW, Interview, Parcel
from fieldapp.store.revisions import LogEntry
from fieldapp.store.rows import RevisionRow
from fieldapp.store.team import Team

Arrival = Literal["new", "known", "fork"]
_REVISION = (
    "rev_id, record_id, instance_id, kind, form_sha256, form_id, parents, author, device, seq, wall_time,"
    " reason, body, xml"
)
_OF = "SELECT id FROM arrived WHERE number = :number AND kind = '{}'"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One time that something was taken in; `undone` says when it was taken back, "" if not."""

    number: int
    at: str
    person: str
    source: str
    undone: str


class Arrivals:
    """Every method that writes is called inside a transaction of the caller."""

    def __init__(self, database: Database, team: Team) -> None:
        self._db = database
        self._team = team

    def begin(self, at: str, person: str, source: str) -> int:
        """A number for what is taken in from now on."""
        last = self._db.one("SELECT coalesce(max(number), 0) + 1 FROM import")
        number = int(last[0]) if last else 1
        sql = "INSERT INTO import (number, at, person, source, undone) VALUES (?, ?, ?, ?, '')"
        self._db.run(sql, (number, at, person, source))
        return number

    def all(self) -> list[ImportRow]:
        """All imports, the last first."""
        sql = "SELECT number, at, person, source, undone FROM import ORDER BY number DESC"
        return [ImportRow(*values) for values in self._db.all(sql)]

    def entries(self) -> set[str]:
        """Hashes of the log entries that came in imports; none in a database from before there were any."""
        return {str(one) for (one,) in self._of("SELECT id FROM arrived WHERE kind = 'device_log'")}

    def forks(self) -> list[LogEntry]:
        """Entries of copied laptops, which stand beside the log."""
        return [LogEntry(*values) for values in self._of(f"SELECT {ENTRY} FROM fork ORDER BY device, seq")]

    def _of(self, sql: str) -> list[tuple[Any, ...]]:
        present = self._db.one("SELECT 1 FROM sqlite_schema WHERE name = 'arrived'")
        return self._db.all(sql) if present is not None else []

    def revision(self, parcel: Parcel, row: RevisionRow, files: Mapping[str, str], number: int) -> Arrival:
        """Keep a revision; `row` is what its body says, `files` the names and hashes it needs.

        That body, hash, signature and rows fit together is the caller's to check.
        """
        if self._team.has(parcel.entry):
            return "known"
        values = (
            row.rev_id, row.record_id, row.instance_id, row.kind, row.form_sha256, row.form_id,
            to_json(row.parents), row.author, row.device, row.seq, row.wall_time, row.reason, row.body,
            row.xml,
        )  # fmt: skip
        marks = ", ".join("?" * len(values))
        if self._db.run(f"INSERT OR IGNORE INTO revision ({_REVISION}) VALUES ({marks})", values):
            self._arrived(number, "revision", row.rev_id)
            self._team.name_files(row.rev_id, files)
        self._interview(parcel.interview, row, number)
        return self._entry(parcel.entry, number)

    def event(self, parcel: Parcel, record_id: str, number: int) -> Arrival:
        """Keep an event."""
        if self._team.has(parcel.entry):
            return "known"
        subject = str(json.loads(parcel.entry.entry)["subject"])
        sql = "INSERT OR IGNORE INTO event (event_id, record_id, body) VALUES (?, ?, ?)"
        if self._db.run(sql, (subject, record_id, parcel.subject)):
            self._arrived(number, "event", subject)
        return self._entry(parcel.entry, number)

    def _entry(self, entry: LogEntry, number: int) -> Arrival:
        """An entry whose number in the log another one has is kept beside it, as a fork."""
        values = (entry.device, entry.seq, entry.prev, entry.entry, entry.hash, entry.signature)
        taken = self._db.one("SELECT 1 FROM device_log WHERE device = ? AND seq = ?", values[:2])
        table = "fork" if taken else "device_log"
        self._db.run(f"INSERT INTO {table} ({ENTRY}) VALUES (?, ?, ?, ?, ?, ?)", values)
        self._arrived(number, table, entry.hash)
        return "fork" if taken else "new"

    def _interview(self, interview: Interview, row: RevisionRow, number: int) -> None:
        """The rows behind a revision, which the caller has looked at; never over ours."""
        ours = "SELECT 1 FROM instance WHERE instance_id = ?"
        form = "SELECT 1 FROM form WHERE sha256 = ?"
        if not interview or self._db.one(form, (row.form_sha256,)) is None:
            return
        if self._db.one(ours, (row.instance_id,)) is not None:
            return
        for table, columns in INTERVIEW.items():
            marks = ", ".join("?" * len(columns))
            sql = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"
            self._db.run_many(sql, interview.get(table, []))
            if table == "instance" and self._db.one(ours, (row.instance_id,)) is None:
                return  # the table refused it
        self._arrived(number, "instance", row.instance_id)

    def _arrived(self, number: int, kind: str, identity: str) -> None:
        sql = "INSERT OR IGNORE INTO arrived (number, kind, id) VALUES (?, ?, ?)"
        self._db.run(sql, (number, kind, identity))

    # taking back

    def built_upon(self, number: int) -> list[str]:
        """Ids of what was made on top of an import since: with any, it can no longer be taken back."""
        revisions, events, instances = (_OF.format(kind) for kind in ("revision", "event", "instance"))
        sql = f"""
            SELECT rev_id FROM revision, json_each(parents)
            WHERE json_each.value IN ({revisions}) AND rev_id NOT IN ({revisions})
            UNION
            SELECT event_id FROM event WHERE event_id NOT IN ({events})
            AND json_extract(CAST(body AS TEXT), '$.rev_id') IN ({revisions})
            UNION
            SELECT instance_id FROM instance WHERE base IN ({revisions}) AND instance_id NOT IN ({instances})
        """
        return [str(identity) for (identity,) in self._db.all(sql, {"number": number})]

    def take_back(self, number: int, at: str) -> None:
        """Remove what an import brought. The packs it came in stay in the study's folder."""
        instances, revisions, events = (_OF.format(kind) for kind in ("instance", "revision", "event"))
        for table in ("journal", "annotation", "media", "owner", "used_list", "instance"):
            self._db.run(f"DELETE FROM {table} WHERE instance_id IN ({instances})", {"number": number})
        for table in ("revision_file", "revision"):
            self._db.run(f"DELETE FROM {table} WHERE rev_id IN ({revisions})", {"number": number})
        self._db.run(f"DELETE FROM event WHERE event_id IN ({events})", {"number": number})
        for table in ("device_log", "fork"):
            self._db.run(f"DELETE FROM {table} WHERE hash IN ({_OF.format(table)})", {"number": number})
        self._db.run("DELETE FROM bundle WHERE came = :number", {"number": number})
        self._db.run("DELETE FROM arrived WHERE number = :number", {"number": number})
        self._db.run("UPDATE import SET undone = ? WHERE number = ?", (at, number))
