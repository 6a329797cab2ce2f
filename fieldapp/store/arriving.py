"""Writing what came from other laptops, table by table: a large import is hundreds of thousands of rows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Literal

from fieldapp.store.database import Database
from fieldapp.store.parcels import ENTRY, INTERVIEW, Arrived, Interview
from fieldapp.store.revisions import LogEntry, insert_revisions
from fieldapp.store.rows import RevisionRow
from fieldapp.store.unfilled import Unfilled, by_import

Arrival = Literal["new", "known", "fork"]

_ROWS = 50
"""Rows in one statement: a journal's are many and small."""


class Arriving:
    """The import of one number. Every method is called inside a transaction of the caller."""

    def __init__(self, database: Database, number: int) -> None:
        self._db = database
        self._number = number

    def keep(self, arrived: Sequence[Arrived]) -> list[Arrival]:
        """Write what is not here; what became of each. Of two with one id the first counts."""
        entries = [one.parcel.entry for one in arrived]
        standing = self._standing(entries)
        fresh = [one for one, what in zip(arrived, standing, strict=True) if what != "known"]
        self._revisions([(one, one.row) for one in fresh if one.row is not None])
        self._events([one for one in fresh if one.row is None])
        self._interviews([(one.parcel.interview, one.row) for one in fresh if one.row is not None])
        self._log("device_log", [one for one, what in zip(entries, standing, strict=True) if what == "new"])
        self._log("fork", [one for one, what in zip(entries, standing, strict=True) if what == "fork"])
        return standing

    def _standing(self, entries: Sequence[LogEntry]) -> list[Arrival]:
        """An entry that is here is known; one whose number in the log another one has is a fork."""
        log, found = self._numbers(entries), list[Arrival]()
        forks = self._db.among("SELECT hash FROM fork WHERE hash", [one.hash for one in entries])
        for one in entries:
            there = log.setdefault((one.device, one.seq), "")
            if one.hash == there or one.hash in forks:
                found.append("known")
            elif there:
                forks.add(one.hash)
                found.append("fork")
            else:
                log[one.device, one.seq] = one.hash
                found.append("new")
        return found

    def _numbers(self, entries: Sequence[LogEntry]) -> dict[tuple[str, int], str]:
        """Laptop and number -> hash of the entry that is there."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for one in entries:
            numbers[one.device].append(one.seq)
        sql = "SELECT seq, hash FROM device_log WHERE device = ? AND seq BETWEEN ? AND ?"
        return {
            (device, seq): digest
            for device, seqs in numbers.items()
            for seq, digest in self._db.all(sql, (device, min(seqs), max(seqs)))
        }

    def _revisions(self, arrived: Iterable[tuple[Arrived, RevisionRow]]) -> None:
        first: dict[str, tuple[Arrived, RevisionRow]] = {}
        for one, row in arrived:
            first.setdefault(row.rev_id, (one, row))
        here = self._db.among("SELECT rev_id FROM revision WHERE rev_id", first)
        new = {rev_id: pair for rev_id, pair in first.items() if rev_id not in here}
        insert_revisions(self._db, [row for _, row in new.values()])
        files = [(rev_id, *names) for rev_id, (one, _) in new.items() for names in one.files.items()]
        self._db.run_many(
            "INSERT OR IGNORE INTO revision_file (rev_id, name, sha256) VALUES (?, ?, ?)", files
        )
        self._arrived("revision", new)

    def _events(self, arrived: Iterable[Arrived]) -> None:
        first: dict[str, Arrived] = {}
        for one in arrived:
            first.setdefault(str(json.loads(one.parcel.entry.entry)["subject"]), one)
        here = self._db.among("SELECT event_id FROM event WHERE event_id", first)
        new = {event_id: one for event_id, one in first.items() if event_id not in here}
        rows = [(event_id, one.record_id, one.parcel.subject) for event_id, one in new.items()]
        self._db.run_many("INSERT INTO event (event_id, record_id, body) VALUES (?, ?, ?)", rows)
        self._arrived("event", new)

    def _interviews(self, brought: Sequence[tuple[Interview, RevisionRow]]) -> None:
        """The rows behind revisions, which the caller has looked at; those without their form wait for it."""
        forms = {sha256 for (sha256,) in self._db.all("SELECT sha256 FROM form")}
        first: dict[str, Interview] = {}
        for rows, row in brought:
            if rows and row.form_sha256 in forms:
                first.setdefault(row.instance_id, rows)
        self.fill(first)
        Unfilled(self._db).keep([one for one in brought if one[1].form_sha256 not in forms], self._number)

    def fill(self, brought: Mapping[str, Interview]) -> None:
        """The rows of interviews by their ids; never over ours."""
        here = self._instances(brought)
        new = {instance_id: rows for instance_id, rows in brought.items() if instance_id not in here}
        self._insert("instance", new.values())
        kept = self._instances(new)  # the table may have refused some
        for table in INTERVIEW:
            if table != "instance":
                self._insert(table, [rows for instance_id, rows in new.items() if instance_id in kept])
        self._arrived("instance", kept)

    def _instances(self, instance_ids: Iterable[str]) -> set[str]:
        return self._db.among("SELECT instance_id FROM instance WHERE instance_id", instance_ids)

    def _insert(self, table: str, interviews: Iterable[Interview]) -> None:
        columns = INTERVIEW[table]
        marks = f"({', '.join('?' * len(columns))})"
        sql = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES "
        values = [one for rows in interviews for one in rows.get(table, ())]
        whole = len(values) - len(values) % _ROWS
        many = sql + ", ".join([marks] * _ROWS)
        for at in range(0, whole, _ROWS):
            self._db.run(many, list(chain.from_iterable(values[at : at + _ROWS])))
        self._db.run_many(sql + marks, values[whole:])

    def _log(self, table: str, entries: Sequence[LogEntry]) -> None:
        values = [(one.device, one.seq, one.prev, one.entry, one.hash, one.signature) for one in entries]
        self._db.run_many(f"INSERT INTO {table} ({ENTRY}) VALUES (?, ?, ?, ?, ?, ?)", values)
        self._arrived(table, [one.hash for one in entries])

    def _arrived(self, kind: str, identities: Iterable[str]) -> None:
        sql = "INSERT OR IGNORE INTO arrived (number, kind, id) VALUES (?, ?, ?)"
        self._db.run_many(sql, [(self._number, kind, identity) for identity in identities])


def fill_in(database: Database, form_sha256: str) -> None:
    """The form is here now: the interviews that waited for it are filled in, in the caller's transaction."""
    for some in Unfilled(database).ready(form_sha256):
        for number, brought in by_import(some).items():
            Arriving(database, number).fill(brought)
