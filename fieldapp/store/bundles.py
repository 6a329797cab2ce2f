"""The bundles of other laptops that were taken in, by their manifests, and what came of each import."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import Any

from fieldapp.store.database import Database


@dataclass(frozen=True, slots=True)
class BundleRow:
    """One manifest that came. Its laptop's log reached entry `seq`, whose hash is `tip`."""

    hash: str
    device: str
    number: int
    previous: str
    at: str
    sender: str
    seq: int
    tip: str
    whole: bool
    """Whether every pack that it names was there and could be read."""
    came: int
    """Number of the import."""


_NAMES = tuple(field.name for field in fields(BundleRow))


class Bundles:
    """Every method that writes is called inside a transaction of the caller, or writes one row."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[BundleRow]:
        """By laptop and number."""
        sql = f"SELECT {', '.join(_NAMES)} FROM bundle ORDER BY device, number, hash"
        return [_row(values) for values in self._db.all(sql)]

    def add(self, row: BundleRow) -> None:
        """A manifest that came; of one that came before only that it is whole now is new."""
        marks = ", ".join("?" * len(_NAMES))
        self._db.run(
            f"INSERT INTO bundle ({', '.join(_NAMES)}) VALUES ({marks})"
            " ON CONFLICT (hash) DO UPDATE SET whole = max(whole, excluded.whole)",
            astuple(row),
        )

    # what is to be handed over

    def waiting(self, device: str, after: int) -> tuple[int, str]:
        """Finished interviews of a laptop after an entry of its log: how many, time of the oldest or ""."""
        sql = "SELECT count(*), min(wall_time) FROM revision WHERE device = ? AND seq > ?"
        found = self._db.one(sql, (device, after)) or (0, None)
        return int(found[0]), str(found[1] or "")

    def waiting_events(self, device: str, after: int) -> int:
        """Cases, results, reviews and comments of a laptop after an entry of its log."""
        sql = """SELECT count(*) FROM device_log WHERE device = ? AND seq > ?
                 AND seq NOT IN (SELECT seq FROM revision WHERE revision.device = device_log.device)"""
        return int((self._db.one(sql, (device, after)) or (0,))[0])

    # what came of imports

    def report(self, number: int) -> str:
        """What was written down of an import; "" for none."""
        found = self._db.one("SELECT told FROM merge_report WHERE number = ?", (number,))
        return str(found[0]) if found else ""

    def keep_report(self, number: int, told: str) -> None:
        """Write it down; once more after a break replaces it."""
        sql = """INSERT INTO merge_report (number, told) VALUES (?, ?)
                 ON CONFLICT (number) DO UPDATE SET told = excluded.told"""
        self._db.run(sql, (number, told))


def _row(values: tuple[Any, ...]) -> BundleRow:
    named = dict(zip(_NAMES, values, strict=True))
    return BundleRow(**{**named, "whole": bool(named["whole"])})
