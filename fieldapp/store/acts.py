"""The log of administrative acts: who did what to the study, each entry chained to the one before.

An act is anything that is not an answer: opening, signing in, export, backup, restore, a look at a
personal value, a new passphrase. Answers have the journal.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime

from fieldapp.store.database import Database, to_json


@dataclass(frozen=True, slots=True)
class Act:
    """One entry. `details` are short texts, never an answer; `person` is "" when nobody was signed in."""

    seq: int
    at: datetime
    person: str
    device: str
    kind: str
    subject: str
    details: dict[str, str]
    prev: str
    hash: str


class Acts:
    """The log, which is only ever appended to: triggers in the schema refuse anything else."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(
        self,
        kind: str,
        subject: str = "",
        *,
        person: str = "",
        device: str = "",
        at: datetime,
        **details: str,
    ) -> Act:
        """Append one act. Inside a transaction it commits with it, else it is one of its own."""
        with nullcontext() if self._db.connection.in_transaction else self._db.transaction():
            return self._append(at, person, device, kind, subject, details)

    def _append(
        self, at: datetime, person: str, device: str, kind: str, subject: str, details: dict[str, str]
    ) -> Act:
        """No other program can come between the last entry and the new one: the caller holds the lock."""
        last = self._db.one("SELECT seq, hash FROM act ORDER BY seq DESC LIMIT 1")
        seq, prev = (int(last[0]) + 1, str(last[1])) if last else (1, "")
        entry = _entry(seq, prev, at, person, device, kind, subject, details)
        digest = hashlib.sha256(entry).hexdigest()
        self._db.run("INSERT INTO act (seq, entry, hash) VALUES (?, ?, ?)", (seq, entry, digest))
        return _act(entry, digest)

    def all(self) -> Iterator[Act]:
        """Every act, the first first."""
        return (
            _act(entry, digest) for entry, digest in self._db.all("SELECT entry, hash FROM act ORDER BY seq")
        )

    def breaks(self) -> list[int]:
        """Numbers of entries that do not follow from the one before, or whose hash is not theirs."""
        found, seq, prev = [], 0, ""
        for number, entry, digest in self._db.all("SELECT seq, entry, hash FROM act ORDER BY seq"):
            if not _is_sound(entry, digest) or not _follows(entry, number, seq, prev):
                found.append(int(number))
            seq, prev = int(number), str(digest)
        return found


def _entry(
    seq: int,
    prev: str,
    at: datetime,
    person: str,
    device: str,
    kind: str,
    subject: str,
    details: dict[str, str],
) -> bytes:
    """Canonical JSON: sorted keys, no blanks. Its SHA-256 is the entry's hash."""
    plain = {
        "v": "1",
        "seq": seq,
        "prev": prev,
        "at": at.isoformat(),
        "person": person,
        "device": device,
        "kind": kind,
        "subject": subject,
        "details": dict(sorted(details.items())),
    }
    return to_json(dict(sorted(plain.items()))).encode()


def _is_sound(entry: object, digest: str) -> bool:
    """Whoever changes the file may leave anything in the column."""
    return isinstance(entry, bytes) and hashlib.sha256(entry).hexdigest() == digest


def _follows(entry: bytes, number: int, seq: int, prev: str) -> bool:
    try:
        plain = json.loads(entry)
        return bool(plain["seq"] == number == seq + 1 and plain["prev"] == prev)
    except (ValueError, KeyError, TypeError):
        return False


def _act(entry: bytes, digest: str) -> Act:
    plain = json.loads(entry)
    del plain["v"]
    return Act(**{**plain, "at": datetime.fromisoformat(plain["at"])}, hash=digest)
