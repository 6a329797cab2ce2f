"""What this laptop knows of all laptops' logs, and what of it goes out. Nothing here decides."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fieldapp.store.database import Database
from fieldapp.store.parcels import ENTRY, INTERVIEW, Interview, Parcel
from fieldapp.store.revisions import LogEntry
from fieldapp.store.rows import RevisionRow


@dataclass(frozen=True, slots=True)
class History:
    """One revision as merging needs it; `files` are the hashes of the files it names."""

    rev_id: str
    record_id: str
    parents: tuple[str, ...]
    kind: str
    files: tuple[str, ...]

    @classmethod
    def of(cls, row: RevisionRow) -> History:
        """Of a revision that is not here, without its files."""
        return cls(row.rev_id, row.record_id, row.parents, row.kind, ())


class Team:
    """Logs of all laptops, revisions as a graph, events."""

    def __init__(self, database: Database) -> None:
        self._db = database

    # what is here

    def vector(self) -> dict[str, int]:
        """For each laptop, up to which number its log is here without a gap."""
        return {device: seq for device, (seq, _) in self.tips().items()}

    def tips(self) -> dict[str, tuple[int, str]]:
        """The last entry without a gap, by number and hash. Entries of a twin of that laptop do not count:
        each must name the one before."""
        found: dict[str, tuple[int, str]] = {}
        sql = "SELECT device, seq, prev, hash FROM device_log ORDER BY device, seq"
        for device, seq, prev, digest in self._db.all(sql):
            if (seq - 1, prev) == found.get(device, (0, "")):
                found[device] = seq, digest
        return found

    def named(self, device: str) -> dict[int, set[str]]:
        """The files that each entry of a laptop's log names, by hash."""
        found: dict[int, set[str]] = defaultdict(set)
        sql = "SELECT seq, sha256 FROM revision JOIN revision_file USING (rev_id) WHERE device = ?"
        for seq, sha256 in self._db.all(sql, (device,)):
            found[seq].add(sha256)
        return found

    def gaps(self) -> dict[str, list[int]]:
        """For each laptop, the numbers below its last one that are not here."""
        have: dict[str, set[int]] = defaultdict(set)
        for device, seq in self._db.all("SELECT device, seq FROM device_log"):
            have[device].add(seq)
        holes = {device: sorted(set(range(1, max(numbers))) - numbers) for device, numbers in have.items()}
        return {device: missing for device, missing in holes.items() if missing}

    def links(self) -> Iterator[tuple[str, int, str, str]]:
        """Of every entry that is here its laptop, number, hash and the hash of the one before; forks too."""
        for table in ("device_log", "fork"):
            yield from self._db.all(f"SELECT device, seq, hash, prev FROM {table}")

    def has(self, entry: LogEntry) -> bool:
        """Whether this very entry is here."""
        sql = """SELECT 1 FROM device_log WHERE device = ? AND seq = ? AND hash = ?
                 UNION ALL SELECT 1 FROM fork WHERE hash = ?"""
        return self._db.one(sql, (entry.device, entry.seq, entry.hash, entry.hash)) is not None

    def hashes(self) -> set[str]:
        """Hashes of all entries that are here."""
        rows = self._db.all("SELECT hash FROM device_log UNION SELECT hash FROM fork")
        return {str(digest) for (digest,) in rows}

    def forks(self) -> list[tuple[str, int]]:
        """Laptop and number of entries that stand twice in a log: a restored or copied laptop."""
        rows = self._db.all("SELECT device, seq FROM fork ORDER BY device, seq")
        return [(str(device), int(seq)) for device, seq in rows]

    def records(self) -> set[str]:
        """All records that any version of is here."""
        return {str(one) for (one,) in self._db.all("SELECT DISTINCT record_id FROM revision")}

    def histories(self, record_id: str = "") -> list[History]:
        """Every revision (of one record), without its answers."""
        where, values = ("WHERE record_id = ?", (record_id,)) if record_id else ("", ())
        return self._histories(where, values)

    def histories_of(self, record_ids: Iterable[str]) -> list[History]:
        """Every revision of these records."""
        listed = json.dumps(list(record_ids))
        return self._histories("WHERE record_id IN (SELECT value FROM json_each(?))", (listed,))

    def _histories(self, where: str, values: tuple[str, ...]) -> list[History]:
        files: dict[str, list[str]] = defaultdict(list)
        sql = f"SELECT rev_id, sha256 FROM revision JOIN revision_file USING (rev_id) {where} ORDER BY sha256"
        for rev_id, sha256 in self._db.all(sql, values):
            files[rev_id].append(sha256)
        rows = self._db.all(f"SELECT rev_id, record_id, parents, kind FROM revision {where}", values)
        return [
            History(rev_id, record_id, tuple(json.loads(parents)), kind, tuple(files.get(rev_id, ())))
            for rev_id, record_id, parents, kind in rows
        ]

    def heard(self) -> list[tuple[str, str, str, int]]:
        """Last revision's time and author, laptop, interviews; the laptop that is silent longest first."""
        sql = "SELECT max(wall_time), author, device, count(DISTINCT record_id) FROM revision GROUP BY device"
        return sorted((when, who, device, count) for when, who, device, count in self._db.all(sql))

    def makers(self) -> dict[str, set[tuple[str, str]]]:
        """For each record, the laptops that made its versions, with the persons."""
        made: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for record_id, device, author in self._db.all(
            "SELECT DISTINCT record_id, device, author FROM revision"
        ):
            made[record_id].add((device, author))
        return made

    def files(self) -> set[str]:
        """Hashes of the files that are here."""
        return {str(sha256) for (sha256,) in self._db.all("SELECT sha256 FROM media")}

    def events(self, record_id: str = "") -> list[bytes]:
        """Bodies of the events about one record, or of all."""
        where, values = ("WHERE record_id = ?", (record_id,)) if record_id else ("", ())
        rows = self._db.all(f"SELECT body FROM event {where} ORDER BY rowid", values)
        return [bytes(body) for (body,) in rows]

    def events_of(self, record_ids: Iterable[str]) -> list[bytes]:
        """Bodies of the events about these records."""
        sql = "SELECT body FROM event WHERE record_id IN (SELECT value FROM json_each(?)) ORDER BY rowid"
        return [bytes(body) for (body,) in self._db.all(sql, (json.dumps(list(record_ids)),))]

    def purges(self) -> set[tuple[str, str]]:
        """Record and laptop of every purge."""
        sql = """SELECT json_extract(body, '$.record_id'), json_extract(body, '$.device')
                 FROM (SELECT CAST(body AS TEXT) AS body FROM event)
                 WHERE json_valid(body) AND json_extract(body, '$.kind') = 'purge'"""
        return {(str(record_id), str(device)) for record_id, device in self._db.all(sql)}

    # what goes out

    def entries(self, device: str, after: int = 0) -> list[LogEntry]:
        """The entries of a log after a number, in order."""
        sql = f"SELECT {ENTRY} FROM device_log WHERE device = ? AND seq > ? ORDER BY seq"
        return [LogEntry(*values) for values in self._db.all(sql, (device, after))]

    def all_entries(self) -> Iterator[LogEntry]:
        """Every entry of every log, forks included."""
        sql = f"SELECT {ENTRY} FROM device_log UNION ALL SELECT {ENTRY} FROM fork ORDER BY device, seq"
        return (LogEntry(*values) for values in self._db.all(sql))

    def parcel(self, entry: LogEntry) -> Parcel | None:
        """An entry with what it is about; None where that is not here (any more)."""
        subject = str(json.loads(entry.entry)["subject"])
        event = self._db.one("SELECT body, record_id FROM event WHERE event_id = ?", (subject,))
        if event is not None:
            return Parcel(entry, "event", bytes(event[0]), record_id=event[1])
        sql = "SELECT body, xml, record_id, instance_id FROM revision WHERE rev_id = ?"
        found = self._db.one(sql, (subject,))
        if found is None:
            return None
        body, xml, record_id, instance_id = found
        interview = self._interview(instance_id, subject)
        return Parcel(entry, "revision", bytes(body), xml, interview, record_id, instance_id)

    def _interview(self, instance_id: str, rev_id: str) -> Interview:
        made = "SELECT 1 FROM instance WHERE instance_id = ? AND revision = ?"
        if self._db.one(made, (instance_id, rev_id)) is None:
            return {}
        return {table: self._rows(table, columns, instance_id) for table, columns in INTERVIEW.items()}

    def _rows(self, table: str, columns: tuple[str, ...], instance_id: str) -> list[tuple[object, ...]]:
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE instance_id = ?"
        return self._db.all(sql, (instance_id,))

    # what is made here

    def name_files(self, rev_id: str, files: Mapping[str, str]) -> None:
        """Say which files a revision names: name -> SHA-256."""
        for name, sha256 in files.items():
            sql = "INSERT OR IGNORE INTO revision_file (rev_id, name, sha256) VALUES (?, ?, ?)"
            self._db.run(sql, (rev_id, name, sha256))

    def add_event(self, record_id: str, body: bytes, entry: LogEntry) -> None:
        """An event made on this laptop, with its entry in the log; called in a transaction."""
        subject = str(json.loads(entry.entry)["subject"])
        self._db.run(
            "INSERT INTO event (event_id, record_id, body) VALUES (?, ?, ?)", (subject, record_id, body)
        )
        self._db.run(
            f"INSERT INTO device_log ({ENTRY}) VALUES (?, ?, ?, ?, ?, ?)",
            (entry.device, entry.seq, entry.prev, entry.entry, entry.hash, entry.signature),
        )
