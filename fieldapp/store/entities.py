"""Entities: people, households, trees ... that finalized interviews create or change, for later forms.

A row holds what our forms said; what a shipped list file says about the same `name` stays in the file
(`MergedList` lays one over the other).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fieldapp.store.database import Database, storable

_COLUMNS = "dataset, id, created, label, version, properties, updated, revision"
_SINCE = 2  # the format that brought the table; an older study that is only read has none


@dataclass(frozen=True, slots=True)
class EntityChange:
    """What one `meta/entity` block asks for. `base_version` is that of the list row it was made from."""

    dataset: str
    id: str
    create: bool
    label: str
    properties: Mapping[str, str]
    base_version: int = 0


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity as our forms left it. `created`: by a form of ours; else the row itself is in a list file."""

    dataset: str
    id: str
    created: bool
    label: str
    version: int
    properties: Mapping[str, str]
    updated: datetime
    revision: str


class Entities:
    """The present state; the revisions have the history."""

    def __init__(self, database: Database, spoken: Callable[[list[str]], dict[str, str]]) -> None:
        self._db = database
        self._spoken = spoken

    def apply(self, change: EntityChange, revision: str, at: datetime) -> None:
        """Create or update; an update keeps what it does not name. Called in the revision's transaction."""
        old = self.get(change.dataset, change.id)
        properties = {**(old.properties if old else {}), **change.properties}
        self._db.run(
            f"INSERT INTO entity ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (dataset, id) DO UPDATE SET created = excluded.created, label = excluded.label,"
            " version = excluded.version, properties = excluded.properties, updated = excluded.updated,"
            " revision = excluded.revision",
            (
                storable(change.dataset),
                storable(change.id),
                change.create or bool(old and old.created),
                storable(change.label) or (old.label if old else ""),
                max(old.version if old else 0, change.base_version) + 1,
                _json(properties),
                at.isoformat(),
                revision,
            ),
        )

    def get(self, dataset: str, id_: str) -> EntityRow | None:
        """One entity."""
        sql = f"SELECT {_COLUMNS} FROM entity WHERE dataset = ? AND id = ?"
        values = self._db.one(sql, (storable(dataset), storable(id_)))
        return _row(values) if values else None

    def all(self, dataset: str) -> list[EntityRow]:
        """The entities of a dataset, in the order they came into this study."""
        if self._db.version < _SINCE:
            return []
        sql = f"SELECT {_COLUMNS} FROM entity WHERE dataset = ? ORDER BY rowid"
        return [_row(values) for values in self._db.all(sql, (dataset,))]

    def named(self, dataset: str) -> list[EntityRow]:
        """The same with names in place of their tokens, as a person who is to be found must be shown."""
        rows = self.all(dataset)
        known = self._spoken([text for row in rows for text in (row.id, row.label, *row.properties.values())])
        return [_with(row, known) for row in rows] if known else rows


def _with(row: EntityRow, known: Mapping[str, str]) -> EntityRow:
    properties = {name: known.get(text, text) for name, text in row.properties.items()}
    label, id_ = known.get(row.label, row.label), known.get(row.id, row.id)
    return replace(row, id=id_, label=label, properties=properties)


def _json(properties: Mapping[str, str]) -> str:
    cells = {storable(name): storable(text) for name, text in properties.items()}
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":"))


def _row(values: tuple[Any, ...]) -> EntityRow:
    dataset, id_, created, label, version, properties, updated, revision = values
    moment = datetime.fromisoformat(updated)
    return EntityRow(dataset, id_, bool(created), label, version, json.loads(properties), moment, revision)
