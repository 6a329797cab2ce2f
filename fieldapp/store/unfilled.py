"""Interviews that came before their form: their rows wait until it is there, then they are filled in.

The tables ask that an interview's form is here. A row that was filled in stays, emptied, where the interview
has files: those lie in packs of the inbox, where the next import looks for them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator

from fieldapp.store.database import Database, to_json
from fieldapp.store.parcels import BYTES, INTERVIEW, Interview
from fieldapp.store.rows import RevisionRow

_AT_ONCE = 200
Waiting = tuple[int, str, Interview]
"""Number of the import, id of the interview, its rows."""


class Unfilled:
    """Every method that writes is called inside a transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def keep(self, brought: Iterable[tuple[Interview, RevisionRow]], number: int) -> None:
        """Let them wait; of two for one interview the first counts, as it would with the form."""
        sql = """INSERT OR IGNORE INTO unfilled (instance_id, form_sha256, number, told)
                 VALUES (?, ?, ?, ?)"""
        rows = [(row.instance_id, row.form_sha256, number, _to_text(rows)) for rows, row in brought if rows]
        self._db.run_many(sql, rows)

    def ready(self, form_sha256: str) -> Iterator[list[Waiting]]:
        """Those that wait for a form, some at a time; each is done with as soon as it was handed out."""
        sql = """SELECT instance_id, number, told FROM unfilled
                 WHERE form_sha256 = ? AND told <> '' ORDER BY instance_id LIMIT ?"""
        while found := self._db.all(sql, (form_sha256, _AT_ONCE)):
            read = [(number, instance_id, _from_text(told)) for instance_id, number, told in found]
            self._db.run_many("DELETE FROM unfilled WHERE instance_id = ?", [(one,) for one, _, _ in found])
            sought = [(one, form_sha256, number) for number, one, rows in read if rows.get("media")]
            emptied = "INSERT INTO unfilled (instance_id, form_sha256, number, told) VALUES (?, ?, ?, '')"
            self._db.run_many(emptied, sought)
            yield read

    def count(self) -> int:
        """Interviews that wait."""
        return int((self._db.one("SELECT count(*) FROM unfilled WHERE told <> ''") or (0,))[0])

    def files_sought(self) -> bool:
        """Whether any were filled in whose files nobody has looked for."""
        return self._db.one("SELECT 1 FROM unfilled WHERE told = '' LIMIT 1") is not None

    def files_found(self) -> None:
        """They were looked for."""
        self._db.run("DELETE FROM unfilled WHERE told = ''")

    def take_back(self, number: int) -> None:
        """Forget what an import brought."""
        self._db.run("DELETE FROM unfilled WHERE number = ?", (number,))


def by_import(waiting: Iterable[Waiting]) -> dict[int, dict[str, Interview]]:
    """Number of the import -> id of the interview -> its rows."""
    found: dict[int, dict[str, Interview]] = defaultdict(dict)
    for number, instance_id, rows in waiting:
        found[number][instance_id] = rows
    return found


def _to_text(rows: Interview) -> str:
    return to_json({table: [_plain(values) for values in rows.get(table, ())] for table in INTERVIEW})


def _plain(values: Iterable[object]) -> list[object]:
    return [value.hex() if isinstance(value, bytes) else value for value in values]


def _from_text(text: str) -> Interview:
    plain: dict[str, list[list[object]]] = json.loads(text)
    for table, name in BYTES.items():
        at = INTERVIEW[table].index(name)
        for values in plain[table]:
            values[at] = bytes.fromhex(str(values[at]))
    return plain
