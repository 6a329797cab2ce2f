"""The journal: one row per step of an interview. It is only ever appended to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from fieldapp.store.database import Database, to_json
from fieldapp.store.rows import JournalRow

_COLUMNS = "step, kind, reference, changes, undo_group, visit, typing, position, at, ms"


class Journal:
    """What happened in each interview, step by step."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def append(self, instance_id: str, row: JournalRow) -> None:
        """Write one step; a step number that is taken is a bug and raises."""
        self._db.run(
            f"INSERT INTO journal (instance_id, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                instance_id,
                row.step,
                row.kind,
                row.reference,
                to_json(row.changes),
                row.group,
                row.visit,
                row.typing,
                row.position,
                row.at.isoformat(),
                row.ms,
            ),
        )

    def rows(self, instance_id: str) -> Iterator[JournalRow]:
        """All steps of an interview, in order."""
        sql = f"SELECT {_COLUMNS} FROM journal WHERE instance_id = ? ORDER BY step"
        return (_row(values) for values in self._db.all(sql, (instance_id,)))


def _row(values: tuple[Any, ...]) -> JournalRow:
    step, kind, reference, changes, group, visit, typing, position, at, ms = values
    moment = datetime.fromisoformat(at)
    return JournalRow(
        step, kind, reference, tuple(json.loads(changes)), group, visit, bool(typing), position, moment, ms
    )
