"""Taking in what came from other laptops, by numbered imports, and taking an import back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fieldapp.store.arriving import Arrival, Arriving
from fieldapp.store.database import Database
from fieldapp.store.parcels import ENTRY, Arrived
from fieldapp.store.revisions import LogEntry
from fieldapp.store.unfilled import Unfilled

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

    def __init__(self, database: Database) -> None:
        self._db = database
        self.unfilled = Unfilled(database)

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

    def brought(self, number: int, kind: str) -> set[str]:
        """Ids of what an import brought: "revision", "event", "instance", "device_log", "fork"."""
        return {str(one) for (one,) in self._db.all(_OF.format(kind), {"number": number})}

    def forks(self) -> list[LogEntry]:
        """Entries of copied laptops, which stand beside the log."""
        return [LogEntry(*values) for values in self._of(f"SELECT {ENTRY} FROM fork ORDER BY device, seq")]

    def _of(self, sql: str) -> list[tuple[Any, ...]]:
        present = self._db.one("SELECT 1 FROM sqlite_schema WHERE name = 'arrived'")
        return self._db.all(sql) if present is not None else []

    def keep(self, arrived: Sequence[Arrived], number: int) -> list[Arrival]:
        """Keep what came in packs, in its order; what became of each.

        That body, hash, signature and rows fit together is the caller's to check.
        """
        return Arriving(self._db, number).keep(arrived)

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
            SELECT instance_id FROM instance, json_each('["' || replace(base, ' ', '","') || '"]')
            WHERE json_each.value IN ({revisions}) AND instance_id NOT IN ({instances})
        """
        return [str(identity) for (identity,) in self._db.all(sql, {"number": number})]

    def take_back(self, number: int, at: str) -> tuple[set[str], set[str]]:
        """Remove what an import brought; names of the files and the records that it was about.

        The packs it came in stay in the study's folder.
        """
        touched = self._touched(number)
        instances, revisions, events = (_OF.format(kind) for kind in ("instance", "revision", "event"))
        for table in ("journal", "annotation", "media", "owner", "used_list", "instance"):
            self._db.run(f"DELETE FROM {table} WHERE instance_id IN ({instances})", {"number": number})
        for table in ("revision_file", "revision_case", "revision"):
            self._db.run(f"DELETE FROM {table} WHERE rev_id IN ({revisions})", {"number": number})
        self._db.run(f"DELETE FROM event WHERE event_id IN ({events})", {"number": number})
        for table in ("device_log", "fork"):
            self._db.run(f"DELETE FROM {table} WHERE hash IN ({_OF.format(table)})", {"number": number})
        self._db.run("DELETE FROM bundle WHERE came = :number", {"number": number})
        self.unfilled.take_back(number)
        self._db.run("DELETE FROM arrived WHERE number = :number", {"number": number})
        self._db.run("UPDATE import SET undone = ? WHERE number = ?", (at, number))
        return touched

    def _touched(self, number: int) -> tuple[set[str], set[str]]:
        instances, revisions = _OF.format("instance"), _OF.format("revision")
        names = f"SELECT name FROM media WHERE instance_id IN ({instances})"
        records = f"SELECT DISTINCT record_id FROM revision WHERE rev_id IN ({revisions})"
        found = ({str(one) for (one,) in self._db.all(sql, {"number": number})} for sql in (names, records))
        return next(found), next(found)
