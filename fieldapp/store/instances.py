"""Interviews: what the list of drafts shows. Position, label and progress are derived from the journal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from fieldapp.store.database import Database, storable
from fieldapp.store.rows import InstanceRow, State

_SELECT = """
SELECT instance_id, record_id, instance.form_sha256, form.form_id, form.title, state, created, updated,
       position, language, answered, total, label, base, reason, revision, discarded
FROM instance JOIN form ON form.sha256 = instance.form_sha256
"""


_NAMES = tuple(field.name for field in fields(InstanceRow))


@dataclass(frozen=True, slots=True)
class Progress:
    """What a step changes on the interview's row, beside the journal."""

    position: str
    language: str
    label: str
    answered: int
    total: int


class Instances:
    """The interviews of this study on this laptop. Nothing is ever deleted."""

    def __init__(self, database: Database, masked: Callable[[list[str]], list[str]] = list) -> None:
        self._db = database
        self._masked = masked

    def add(
        self,
        instance_id: str,
        form_sha256: str,
        at: datetime,
        record_id: str = "",
        base: str = "",
        reason: str = "",
    ) -> None:
        """A new draft; `record_id` differs from its own id where it corrects a finalized interview."""
        self._db.run(
            "INSERT INTO instance (instance_id, record_id, form_sha256, state, created, updated, position,"
            " language, base, reason) VALUES (?, ?, ?, 'draft', ?, ?, '', '', ?, ?)",
            (
                instance_id,
                record_id or instance_id,
                form_sha256,
                at.isoformat(),
                at.isoformat(),
                base,
                reason,
            ),
        )

    def last_touched(self) -> datetime | None:
        """When anything was last written here; offsets may differ, so the texts cannot be compared."""
        found = [datetime.fromisoformat(row[0]) for row in self._db.all("SELECT updated FROM instance", ())]
        return max(found, default=None)

    def touch(self, instance_id: str, at: datetime, progress: Progress) -> None:
        """Follow the journal; called in the transaction of the step."""
        self._db.run(
            "UPDATE instance SET updated = ?, position = ?, language = ?, label = ?, answered = ?, total = ?"
            " WHERE instance_id = ?",
            (
                at.isoformat(),
                progress.position,
                progress.language,
                storable(progress.label),
                progress.answered,
                progress.total,
                instance_id,
            ),
        )

    def finalize(self, instance_id: str, rev_id: str) -> None:
        """From here on the interview is read only."""
        self._db.run(
            "UPDATE instance SET state = 'finalized', revision = ? WHERE instance_id = ?",
            (rev_id, instance_id),
        )

    def discard(self, instance_id: str, at: datetime | None) -> None:
        """Mark as discarded, or with None take the mark away."""
        self._db.run(
            "UPDATE instance SET discarded = ? WHERE instance_id = ?",
            (at.isoformat() if at else None, instance_id),
        )

    def get(self, instance_id: str) -> InstanceRow | None:
        """One interview."""
        values = self._db.one(_SELECT + "WHERE instance_id = ?", (instance_id,))
        return self._shown([_row(values)])[0] if values else None

    def all(self, state: State | None = None, discarded: bool = False) -> list[InstanceRow]:
        """Interviews in one state (or all), the last touched first; discarded ones only when asked for."""
        null = "NOT NULL" if discarded else "NULL"
        values = self._db.all(
            f"{_SELECT} WHERE discarded IS {null} AND (? IS NULL OR state = ?)", (state, state)
        )
        return newest_first(self._shown([_row(row) for row in values]))

    def _shown(self, rows: list[InstanceRow]) -> list[InstanceRow]:
        """Names with the personal values in them masked: for lists, and for messages."""
        labels = self._masked([row.label for row in rows])
        pairs = zip(rows, labels, strict=True)
        return [row if row.label == label else replace(row, label=label) for row, label in pairs]


def newest_first(rows: Iterable[InstanceRow]) -> list[InstanceRow]:
    """Sorted by moment: the texts of two time zones do not compare."""
    return sorted(rows, key=lambda row: row.updated, reverse=True)


def _row(values: tuple[Any, ...]) -> InstanceRow:
    named = dict(zip(_NAMES, values, strict=True))
    for moment in ("created", "updated", "discarded"):
        named[moment] = datetime.fromisoformat(named[moment]) if named[moment] else None
    return InstanceRow(**named)
