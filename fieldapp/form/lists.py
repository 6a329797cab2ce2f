"""Lists of choices that may be too long for memory.

`ListSource` is the border: `MemoryList` here and the SQLite list of `store` both keep its contract
(`tests/form/list_contract.py`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from fieldapp.problems import LIST_UNREADABLE, Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its place in the list (from 0) and its cells as text."""

    position: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """The cell, "" where the list has no such column."""
        return self.cells.get(column, "")


class ListSource(Protocol):
    """Rows in list order; all text, exactly as in the file.

    A list may also have `find_all(conditions)`: rows in list order of which all those that hold every
    (column, value) are among them, so that several conditions need not be looked up one by one.
    """

    @property
    def columns(self) -> Sequence[str]: ...
    def find(self, column: str, value: str) -> Sequence[Row]:
        """Rows whose cell is exactly `value`, in list order."""

    def rows(self) -> Sequence[Row]:
        """All rows. Expensive on a long list: expressions use `find` where they can."""

    def search(self, text: str, limit: int) -> Sequence[Row]:
        """Rows of which any cell holds `text`, letter case aside; at most `limit`, in list order."""


class MemoryList:
    """A short list, indexed by column on first use."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._columns = tuple(columns)
        self._rows = tuple(
            Row(position, dict(zip(self._columns, cells, strict=False)))
            for position, cells in enumerate(rows)
        )
        self._index: dict[str, dict[str, list[Row]]] = {}

    @property
    def columns(self) -> Sequence[str]:
        return self._columns

    def find(self, column: str, value: str) -> Sequence[Row]:
        index = self._index.get(column)
        if index is None:
            index = self._index[column] = {}
            for row in self._rows:
                index.setdefault(row.get(column), []).append(row)
        return index.get(value, ())

    def find_all(self, conditions: Sequence[tuple[str, str]]) -> Sequence[Row]:
        return min((self.find(column, value) for column, value in conditions), key=len)

    def rows(self) -> Sequence[Row]:
        return self._rows

    def search(self, text: str, limit: int) -> Sequence[Row]:
        wanted = text.casefold()
        hits = (row for row in self._rows if any(wanted in cell.casefold() for cell in row.cells.values()))
        return [row for row, _ in zip(hits, range(limit), strict=False)]


def parse_csv(content: bytes, where: str) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of a CSV in UTF-8, with or without a byte order mark."""
    try:
        rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) if row]
    except (UnicodeDecodeError, csv.Error) as error:
        raise Problem(LIST_UNREADABLE, where=where, why=str(error)) from error
    if not rows:
        raise Problem(LIST_UNREADABLE, where=where, why="it is empty")
    return [heading.strip() for heading in rows[0]], rows[1:]


def read_csv(path: Path) -> MemoryList:
    """A CSV file as a list in memory."""
    return MemoryList(*parse_csv(path.read_bytes(), path.name))


def find_list_file(form: Path, name: str) -> Path | None:
    """Where a form's list lies: beside the form, in its media folder, or in the `lists` folder next to it."""
    stem = form.stem.removesuffix(".xlsx")
    for folder in (form.parent, form.parent / f"{stem}-media", form.parent.parent / "lists"):
        if (folder / name).is_file():
            return folder / name
    return None
