"""Rows from the damaged study and, if there is one, a backup: for each row the version that is whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fieldapp.store.journal import COLUMNS, Chain, journal_row, link
from fieldapp.store.salvage import Found, Row, salvage

Tables = dict[str, Found]
Steps = dict[str, dict[int, list[Row]]]


@dataclass(slots=True)
class Union:
    """`tables`: what each source holds, the study first. `steps`: every version of every journal step."""

    tables: list[Tables]
    steps: Steps = field(default_factory=dict)

    def sound(self, table: str) -> dict[tuple[Any, ...], Row]:
        """Rows that vouch for themselves; the study's before the backup's."""
        rows = dict[tuple[Any, ...], Row]()
        for one in self.tables:
            for key, row in one[table].sound.items():
                rows.setdefault(key, row)
        return rows

    def doubtful(self, table: str) -> list[Row]:
        """Rows that nothing vouches for, of the study."""
        return self.tables[0][table].doubtful if self.tables else []


def union(paths: list[Path], key: bytes | None) -> Union:
    """Read every database."""
    found = [tables for path in paths if (tables := salvage(path, key))]
    both = Union(found)
    for tables in found:
        for row in tables["journal"].sound.values():
            _add_step(both.steps, row)
        for row in tables["journal"].doubtful:
            _add_step(both.steps, row)
    return both


def _add_step(steps: Steps, row: Row) -> None:
    """A row that does not even have a place is no step."""
    if not isinstance(row["instance_id"], str) or not isinstance(row["step"], int):
        return
    versions = steps.setdefault(row["instance_id"], {}).setdefault(row["step"], [])
    if row not in versions:
        versions.append(row)


def longest(instance_id: str, versions: Mapping[int, list[Row]], chain: Chain) -> list[Row]:
    """The first steps that follow from each other as they were written, whatever source they come from."""
    rows, before = list[Row](), b""
    for step in range(max(versions, default=-1) + 1):
        row = next((one for one in versions.get(step, ()) if _follows(one, instance_id, before, chain)), None)
        if row is None:
            break
        rows.append(row)
        before = row["hash"] or before
    return rows


def _follows(row: Row, instance_id: str, before: bytes, chain: Chain) -> bool:
    values = tuple(row[name] for name in COLUMNS)
    if row["step"] < chain.unsealed and row["hash"] == b"":
        return _reads(values)
    try:
        return bool(link(before, instance_id, values) == row["hash"])
    except (TypeError, ValueError):
        return False


def _reads(values: tuple[Any, ...]) -> bool:
    try:
        journal_row(values)
    except (TypeError, ValueError):
        return False
    return True


def revision_of(row: Row) -> Row | None:
    """A revision with its columns as its body says them, for a row that is damaged beside the body."""
    body = row["body"]
    if not isinstance(body, bytes):
        return None
    try:
        plain = json.loads(body)
        return {
            **row,
            "rev_id": hashlib.sha256(body).hexdigest(),
            **{name: plain[name] for name in ("record_id", "kind", "form_sha256", "form_id")},
            "parents": json.dumps(sorted(plain["parents"]), separators=(",", ":")),
            **{name: plain[name] for name in ("author", "device", "wall_time", "reason")},
            "seq": int(plain["seq"]),
        }
    except (ValueError, KeyError, TypeError):
        return None
