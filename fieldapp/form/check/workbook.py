"""A workbook as sheets of cells with their places. Nothing is judged here."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from fieldapp.form.check.finding import Cell
from fieldapp.form.check.headings import Heading, read_headings
from fieldapp.problems import FILE_MISSING, FORM_UNREADABLE, Problem

MOST_ROWS = 200_000
MOST_COLUMNS = 500
Numbered = tuple[int, tuple[object, ...]]
_READ = ("survey", "choices", "settings", "entities", "external_choices")


@dataclass(frozen=True)
class Line:
    """One row: cells that hold something, by the key of their column."""

    sheet: str
    row: int
    cells: dict[str, Cell]
    headings: dict[str, Heading]

    def get(self, key: str) -> str:
        """The text of a cell, "" when it is empty or the column is missing."""
        cell = self.cells.get(key)
        return cell.text if cell else ""

    def at(self, key: str) -> Cell:
        """The place of a cell, empty or not; where there is no such column, the first one of the row."""
        if key in self.cells:
            return self.cells[key]
        heading = self.headings.get(key)
        return Cell(
            self.sheet, self.row, heading.cell.column if heading else 1, heading.text if heading else ""
        )

    def of(self, base: str) -> dict[str, Cell]:
        """The cells of a column in all its languages, by language."""
        return {self.headings[key].language: cell for key, cell in self.cells.items()
                if self.headings[key].base == base}  # fmt: skip


@dataclass(frozen=True)
class Sheet:
    """A sheet that the form is read from."""

    title: str
    headings: tuple[Heading, ...] = ()
    lines: tuple[Line, ...] = ()

    def columns(self, base: str) -> list[Heading]:
        """The columns of one kind: one for each language."""
        return [heading for heading in self.headings if heading.base == base]


@dataclass(frozen=True)
class Book:
    """The sheets by name in small letters, and the titles of all."""

    path: Path
    sheets: dict[str, Sheet] = field(default_factory=dict)
    titles: tuple[str, ...] = ()

    def sheet(self, name: str) -> Sheet:
        return self.sheets.get(name, Sheet(name))


def read_book(path: Path) -> Book:
    """Read .xlsx or .xls. `FILE_MISSING`, or `FORM_UNREADABLE` for what is no workbook."""
    if not path.is_file():
        raise Problem(FILE_MISSING, where=str(path))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            raw = dict(_old(path) if path.suffix.lower() == ".xls" else _new(path))
    except Exception as error:
        # Damaged archives fail in many ways inside openpyxl, xlrd, zipfile and the XML parser.
        why = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        raise Problem(FORM_UNREADABLE, where=path.name, why=why) from error
    sheets = {
        _name(title, raw): _sheet(title, _name(title, raw), rows)
        for title, rows in raw.items()
        if rows is not None
    }
    return Book(path, sheets, tuple(raw))


def _name(title: str, titles: Sized) -> str:
    """What a sheet is read as; the only sheet of a workbook is the survey, as pyxform has it."""
    return "survey" if len(titles) == 1 else title.strip().lower()


def _wanted(title: str, titles: Sized) -> bool:
    return _name(title, titles) in _READ


def _new(path: Path) -> Iterator[tuple[str, list[Numbered] | None]]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            # A sheet may claim a size that it does not have; without this, openpyxl believes it.
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True)
            yield (
                sheet.title,
                _filled(rows) if _wanted(sheet.title, book.worksheets) else None,
            )
    finally:
        book.close()


def _old(path: Path) -> Iterator[tuple[str, list[Numbered] | None]]:
    import xlrd

    book = xlrd.open_workbook(path)
    for sheet in book.sheets():
        rows = _filled(tuple(sheet.row_values(at)) for at in range(sheet.nrows))
        yield sheet.name, rows if _wanted(sheet.name, book.sheets()) else None


def _filled(rows: Iterable[tuple[object, ...]]) -> list[Numbered]:
    """Rows that hold anything, with their numbers: some sheets are a million rows long and nearly empty."""
    numbered = ((number, values[:MOST_COLUMNS]) for number, values in enumerate(rows, 1) if any(values))
    return list(islice(numbered, MOST_ROWS))


def _sheet(title: str, name: str, rows: list[Numbered]) -> Sheet:
    first = [as_text(value) for value in rows[0][1]] if rows and rows[0][0] == 1 else []
    cells = [Cell(title, 1, at, text, text) for at, text in enumerate(first, 1) if text]
    headings = tuple(read_headings(name, cells))
    return Sheet(title, headings, tuple(_lines(title, headings, rows[1:])))


def _lines(title: str, headings: Iterable[Heading], rows: list[Numbered]) -> Iterator[Line]:
    by_key: dict[str, Heading] = {}
    for heading in headings:
        by_key.setdefault(heading.key, heading)
    for number, values in rows:
        cells = dict(_cells(title, number, by_key, values))
        if cells:
            yield Line(title, number, cells, by_key)


def _cells(
    title: str, row: int, headings: dict[str, Heading], values: tuple[object, ...]
) -> Iterator[tuple[str, Cell]]:
    for key, heading in headings.items():
        at = heading.cell.column
        text = as_text(values[at - 1]) if at <= len(values) else ""
        if text:
            yield key, Cell(title, row, at, heading.text, text)


def as_text(value: object) -> str:
    """A cell as pyxform reads it: whole numbers without a point, truth values in capitals."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value).strip()
