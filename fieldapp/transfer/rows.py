"""The rows of an interview that came in a pack: whoever carries it vouches for them, nothing is believed."""

from __future__ import annotations

import json
import re
from array import array
from collections.abc import Sequence
from typing import Any

from fieldapp.store import RevisionRow
from fieldapp.store.parcels import BYTES, INTERVIEW, Interview

_NUMBERS = {"answered", "ms", "size", "step", "total", "typing", "undo_group", "unsealed", "visit"}
_HALF = re.compile(rb"\\u[dD]")
"""How half a surrogate pair could be written, which no database takes."""


def text(value: object) -> str:
    """A text that can be stored; `ValueError` for anything else."""
    if type(value) is not str:
        raise ValueError("a text")
    value.encode()
    return value


def line_of(interview: Interview) -> bytes:
    """The rows as they travel: by table and column, half as much to read as row by row.

    The id of the interview, the same in every row, stands elsewhere. What the steps changed is JSON already
    and follows line by line: inside of JSON it would be written in escapes.
    """
    columns = {table: _columns(table, rows) for table, rows in interview.items() if rows}
    steps = columns.get("journal", {}).get("changes", "")
    if type(steps) is not list or any("\n" in changes for changes in steps):
        return _json(columns) + b"\n"
    del columns["journal"]["changes"]
    return _json(columns) + b"\n" + "\n".join(steps).encode()


def _json(plain: object) -> bytes:
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()


def _columns(table: str, rows: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """A column whose rows are all the same is written once."""
    found = dict(zip(INTERVIEW[table], map(list, zip(*rows, strict=True)), strict=True))
    del found["instance_id"]
    if name := BYTES.get(table):
        found[name] = [value.hex() for value in found[name]]
    return {
        name: values if values.count(values[0]) < len(values) else values[0] for name, values in found.items()
    }


def interview_of(line: bytes, row: RevisionRow) -> Interview:
    """The rows behind a revision, all of the interview it names; none at all when one of them is amiss."""
    try:
        plain = _plain(line)
        found = {table: _rows(table, plain.get(table, {}), row.instance_id) for table in INTERVIEW}
        if _HALF.search(line):
            _require_text(found)
        return found if _is_of(found, row) and all(map(_is_name, found["media"])) else {}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError):
        return {}


def _plain(line: bytes) -> dict[str, Any]:
    columns, _, steps = line.partition(b"\n")
    plain: dict[str, Any] = json.loads(columns.decode() or "{}")
    if steps and type(journal := plain.get("journal")) is dict:
        journal["changes"] = steps.decode().split("\n")
    return plain


def _rows(table: str, columns: dict[str, Any], instance_id: str) -> list[tuple[Any, ...]]:
    """As the table takes them. `ValueError` for a value or a column that does not belong there."""
    if columns == {}:
        return []
    given = [columns[name] for name in INTERVIEW[table] if name != "instance_id"]
    (count,) = {len(values) for values in given if type(values) is list} or {1}
    found = {name: values if type(values) is list else [values] * count for name, values in columns.items()}
    found["instance_id"] = [instance_id] * count
    _require_kinds(found)
    if name := BYTES.get(table):
        found[name] = list(map(bytes.fromhex, found[name]))
    return list(zip(*(found[name] for name in INTERVIEW[table]), strict=True))


def _require_kinds(columns: dict[str, list[Any]]) -> None:
    """Numbers and texts that a database can hold: whatever is none makes `array` and `join` raise."""
    for name, values in columns.items():
        if name in _NUMBERS:
            array("q", values)
        elif name != "discarded":
            "".join(values)
        elif {*map(type, values)} - {str, type(None)}:
            raise ValueError(name)


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


def _is_name(values: Sequence[Any]) -> bool:
    """A file's name without a way out of its folder, on any system."""
    name = values[INTERVIEW["media"].index("name")]
    return bool(name) and name not in (".", "..") and not set(name) & set("/\\:\0")
