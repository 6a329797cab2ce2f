"""Notes, flags, confirmations and unfinished text: the present state; the journal has their history."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from fieldapp.store.database import Database, storable

AnnotationKind = Literal["note", "flag", "confirm", "typed"]


class Annotations:
    """At most one text of a kind per question of an interview."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def put(self, instance_id: str, kind: AnnotationKind, reference: str, text: str, at: datetime) -> None:
        """Set or replace."""
        self._db.run(
            "INSERT INTO annotation (instance_id, kind, reference, text, at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (instance_id, kind, reference)"
            " DO UPDATE SET text = excluded.text, at = excluded.at",
            (instance_id, kind, reference, storable(text), at.isoformat()),
        )

    def remove(self, instance_id: str, kind: AnnotationKind, reference: str) -> None:
        """Take away."""
        self._db.run(
            "DELETE FROM annotation WHERE instance_id = ? AND kind = ? AND reference = ?",
            (instance_id, kind, reference),
        )

    def all(self, instance_id: str, kind: AnnotationKind) -> dict[str, str]:
        """Reference -> text."""
        sql = "SELECT reference, text FROM annotation WHERE instance_id = ? AND kind = ?"
        return dict(self._db.all(sql, (instance_id, kind)))
