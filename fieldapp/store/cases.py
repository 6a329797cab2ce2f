"""Which interviews belong to which case. What is said of cases are events (`Team`); nothing here decides."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from typing import Any

from fieldapp.store.database import Database

_UNREAD = "FROM revision WHERE rev_id NOT IN (SELECT rev_id FROM revision_case)"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What a revision says of its case; `case_id` is "" where its form asks for none."""

    rev_id: str
    case_id: str = ""
    wave: str = ""
    outcome: str = ""
    visits: int = 0


@dataclass(frozen=True, slots=True)
class CaseInterview:
    """One version of an interview of a case."""

    rev_id: str
    record_id: str
    instance_id: str
    form_id: str
    author: str
    wall_time: str
    case_id: str
    wave: str
    outcome: str
    visits: int


class Cases:
    """`revision_case` holds what the answers of each revision say, so that lists need not read answers."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def bodies(self) -> list[bytes]:
        """Bodies of all events about cases."""
        sql = "SELECT body FROM event WHERE record_id >= 'case:' AND record_id < 'case;' ORDER BY rowid"
        return [bytes(body) for (body,) in self._db.all(sql)]

    def any(self) -> bool:
        """Whether anybody ever spoke of a case here."""
        sql = "SELECT 1 FROM event WHERE record_id >= 'case:' AND record_id < 'case;' LIMIT 1"
        return self._db.one(sql) is not None

    def count(self) -> tuple[int, int]:
        """How many events about cases and how many interviews there are."""
        sql = "SELECT count(*) FROM event WHERE record_id >= 'case:' AND record_id < 'case;'"
        events, revisions = self._db.one(sql), self._db.one("SELECT count(*) FROM revision")
        return int(events[0]) if events else 0, int(revisions[0]) if revisions else 0

    def mark(self) -> tuple[object, ...]:
        """Another one whenever the list of cases may be another one."""
        events = self._db.one("SELECT count(*), max(rowid) FROM event") or ()
        revisions = self._db.one("SELECT count(*), max(rowid) FROM revision") or ()
        return (*events, *revisions, tuple(sorted(self.drafts().items())))

    def unread(self, most: int) -> list[tuple[str, bytes]]:
        """Revisions whose answers nobody has looked through for their case yet, with their bodies."""
        return [
            (rev, bytes(body))
            for rev, body in self._db.all(f"SELECT rev_id, body {_UNREAD} LIMIT ?", (most,))
        ]

    def note(self, rows: Iterable[CaseRow]) -> None:
        """What was found in them; in a transaction of the caller."""
        sql = "INSERT OR IGNORE INTO revision_case (rev_id, case_id, wave, outcome, visits) VALUES "
        self._db.run_many(sql + "(?, ?, ?, ?, ?)", [astuple(row) for row in rows])

    def interviews(self) -> list[CaseInterview]:
        """Every version of every interview that names a case."""
        sql = """SELECT rev_id, record_id, instance_id, form_id, author, wall_time, case_id, wave, outcome,
                 visits FROM revision_case JOIN revision USING (rev_id) WHERE case_id != ''"""
        return [CaseInterview(*values) for values in self._db.all(sql)]

    def begin(self, instance_id: str, key: str) -> None:
        """A draft is begun for a case; called in the transaction that makes it."""
        self._db.run("INSERT INTO draft_case (instance_id, case_key) VALUES (?, ?)", (instance_id, key))

    def keys_of(self, record_ids: Iterable[str]) -> set[str]:
        """The cases that these interviews are of, with and without their wave."""
        sql = "SELECT rev_id, body FROM revision WHERE record_id = ?"
        found = [case_of(rev, bytes(body)) for one in record_ids for rev, body in self._db.all(sql, (one,))]
        named = [(row.case_id, wave) for row in found if row.case_id for wave in {row.wave, ""}]
        return {f"case:{wave}:{case_id}" for case_id, wave in named}

    def drafts(self) -> dict[str, str]:
        """Key of a case -> the draft begun for it, the last one where there are several."""
        sql = """SELECT case_key, instance_id FROM draft_case JOIN instance USING (instance_id)
                 WHERE state = 'draft' AND discarded IS NULL ORDER BY created"""
        return {str(key): str(instance_id) for key, instance_id in self._db.all(sql)}


def case_of(rev_id: str, body: bytes) -> CaseRow:
    """What a revision says of its case."""
    try:
        answers: Mapping[str, Any] = json.loads(body)["answers"]
        said = {path.rpartition("/")[2]: value for path, value in answers.items()}
        texts = (said.get(name, "") for name in ("case_id", "wave", "outcome"))
        case_id, wave, outcome = (text if isinstance(text, str) else "" for text in texts)
        visits = said.get("visits", ())
        return CaseRow(rev_id, case_id, wave, outcome, len(visits) if isinstance(visits, list) else 0)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return CaseRow(rev_id)
