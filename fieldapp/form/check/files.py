"""Files of lists beside the form: whether they are there, and their columns."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fieldapp.form.definition import SecondaryInstance
from fieldapp.form.external import read_external
from fieldapp.form.lists import find_list_file
from fieldapp.problems import Problem

MOST_BYTES = 3_000_000
"""Of a longer list only the headings are read: the check must answer while the author waits."""


@dataclass(frozen=True)
class Beside:
    """`columns` is None for a file that is no table; `rows` for one that was not read to its end."""

    name: str
    there: bool = False
    why: str = ""
    columns: tuple[str, ...] | None = None
    rows: tuple[dict[str, str], ...] | None = None


def look_beside(form: Path, name: str) -> Beside:
    """The file as the form would find it."""
    if "/" in name or "\\" in name:
        return Beside(name)
    path = find_list_file(form, name)
    return _read(path, path.stat().st_mtime_ns) if path is not None else Beside(name)


@lru_cache(maxsize=32)
def _read(path: Path, _changed: int) -> Beside:
    try:
        if path.stat().st_size > MOST_BYTES:
            return _long(path)
        return _whole(path.name, path.read_bytes())
    except (Problem, OSError, ValueError) as error:
        why = error.fields.get("why", error) if isinstance(error, Problem) else error
        return Beside(path.name, there=True, why=str(why))


def _whole(name: str, content: bytes) -> Beside:
    found = read_external(content, name)
    if isinstance(found, SecondaryInstance):
        return Beside(name, there=True)
    rows = tuple(dict(row.cells) for row in found.rows())
    return Beside(name, there=True, columns=tuple(found.columns), rows=rows)


def _long(path: Path) -> Beside:
    if path.suffix.lower() != ".csv":
        return Beside(path.name, there=True)
    with path.open("rb") as file:
        first = file.readline().decode("utf-8-sig")
    headings = next(csv.reader(io.StringIO(first)), [])
    return Beside(path.name, there=True, columns=tuple(heading.strip() for heading in headings))
