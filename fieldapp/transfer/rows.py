"""The rows of an interview that came in a pack: whoever carries it vouches for them, nothing is believed."""

from __future__ import annotations

import json
import re
from itertools import chain
from typing import Any

from fieldapp.store import RevisionRow
from fieldapp.store.parcels import BYTES, INTERVIEW, Interview

_KINDS = {str, int, float, bytes, type(None)}
_HALF = re.compile(rb"\\u[dD]")
"""How half a surrogate pair could be written, which no database takes."""


def text(value: object) -> str:
    """A text that can be stored; `ValueError` for anything else."""
    if type(value) is not str:
        raise ValueError("a text")
    value.encode()
    return value


def interview_of(line: bytes, row: RevisionRow) -> Interview:
    """The rows behind a revision, all of the interview it names; none at all when one of them is amiss."""
    try:
        plain = json.loads(line.decode() or "{}")
        found = {table: _rows(table, plain.get(table, []), row.instance_id) for table in INTERVIEW}
        if _HALF.search(line):
            _require_text(found)
        return found if _is_of(found, row) and all(map(_is_name, found["media"])) else {}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _rows(table: str, rows: list[list[Any]], instance_id: str) -> list[list[Any]]:
    """As the table takes them. `ValueError` for a value or a row that does not belong there.

    All rows are looked at together: there are hundreds of thousands in a large import.
    """
    columns = INTERVIEW[table]
    at, wide = columns.index("instance_id"), len(columns)
    if type(rows) is not list or {*map(type, rows)} - {list} or {*map(len, rows)} - {wide}:
        raise ValueError(table)
    if table in BYTES:
        _unfold(rows, columns.index(BYTES[table]))
    strange = {values[at] for values in rows} - {instance_id}
    if strange or not _KINDS.issuperset(map(type, chain.from_iterable(rows))):
        raise ValueError(table)
    return rows


def _unfold(rows: list[list[Any]], at: int) -> None:
    """The bytes of a column, which JSON cannot hold."""
    for values in rows:
        if type(values[at]) is dict:
            values[at] = bytes.fromhex(values[at]["hex"])


def _require_text(found: Interview) -> None:
    for rows in found.values():
        for values in rows:
            "".join(value for value in values if type(value) is str).encode()


def _is_of(found: Interview, row: RevisionRow) -> bool:
    """One interview, finished, with the form and the version that the revision speaks of."""
    heads = [dict(zip(INTERVIEW["instance"], values, strict=True)) for values in found["instance"]]
    wanted = (row.record_id, row.form_sha256, "finalized", row.rev_id)
    names = ("record_id", "form_sha256", "state", "revision")
    return [tuple(head[name] for name in names) for head in heads] == [wanted]


def _is_name(values: list[Any]) -> bool:
    """A file's name without a way out of its folder, on any system."""
    name = values[INTERVIEW["media"].index("name")]
    return bool(name) and name not in (".", "..") and not set(name) & set("/\\:\0")
