"""A file with a table, as rows of text: CSV in whatever encoding Chinese offices write, or a workbook.

Nothing is guessed silently: a number that Excel has already rounded is a fault of its row.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from fieldapp import files
from fieldapp.problems import CASES_TOO_MANY, CASES_UNREADABLE, Problem

MOST_ROWS = 100_000
MOST_BYTES = 64 << 20
MOST_COLUMNS = 200
MOST_EXACT = 10**15
"""Excel keeps fifteen digits of a number; the rest of a longer one is gone."""

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


@dataclass(frozen=True, slots=True)
class Table:
    """Headings, and rows by their number in the file. `rounded`: places whose digits Excel has lost."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    rounded: frozenset[tuple[int, int]] = frozenset()


def read(path: Path) -> Table:
    """`CASES_UNREADABLE` for what is no table, `CASES_TOO_MANY` for one beyond all use."""
    data = files.read(path)
    if len(data) > MOST_BYTES:
        raise Problem(CASES_TOO_MANY, where=path.name, most=f"{MOST_ROWS:,}")
    rounded: set[tuple[int, int]] = set()
    book = data[:4] == b"PK\x03\x04"
    found = _workbook(path, data, rounded) if book else _csv(path, data)
    rows = [(at, row) for at, row in enumerate(found, 1) if any(row)]
    if not rows:
        raise Problem(CASES_UNREADABLE, where=path.name, why="it is empty")
    (_, headings), *rest = rows
    if len(rest) > MOST_ROWS:
        raise Problem(CASES_TOO_MANY, where=path.name, most=f"{MOST_ROWS:,}")
    return Table(headings, tuple(rest), frozenset(rounded))


def _csv(path: Path, data: bytes) -> list[tuple[str, ...]]:
    text = _decoded(path, data)
    if "\0" in text or data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Problem(
            CASES_UNREADABLE, where=path.name, why="it is no table of text; save it as .xlsx or .csv"
        )
    first = text.split("\n", 1)[0]
    between = max(",;\t", key=first.count)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True)
        return [tuple(cell.strip() for cell in row[:MOST_COLUMNS]) for row in islice(rows, MOST_ROWS + 2)]
    except csv.Error as error:
        raise Problem(CASES_UNREADABLE, where=path.name, why=str(error)) from error


def _decoded(path: Path, data: bytes) -> str:
    """By its mark, else UTF-8, else GB18030, which holds GBK and GB2312."""
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    for encoding in [marked] if marked else ["utf-8", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Problem(CASES_UNREADABLE, where=path.name, why="neither UTF-8 nor GBK")


def _workbook(path: Path, data: bytes, rounded: set[tuple[int, int]]) -> list[tuple[str, ...]]:
    """The first sheet that holds anything."""
    try:
        return _rows(data, rounded)
    except Exception as error:
        # Damaged archives fail in many ways inside openpyxl, zipfile and the XML parser.
        why = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        raise Problem(CASES_UNREADABLE, where=path.name, why=why) from error


def _rows(data: bytes, rounded: set[tuple[int, int]]) -> list[tuple[str, ...]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        for sheet in book.worksheets:
            # A sheet may claim a size that it does not have; without this, openpyxl believes it.
            sheet.reset_dimensions()
            if rows := list(_texts(sheet.iter_rows(values_only=True), rounded)):
                return rows
        return []
    finally:
        book.close()


def _texts(rows: Iterator[Sequence[object]], rounded: set[tuple[int, int]]) -> Iterator[tuple[str, ...]]:
    """Sheets formatted to their end are a million rows long: it ends after a thousand empty ones."""
    empty = 0
    for at, row in enumerate(islice(rows, MOST_ROWS + 2000), 1):
        cells = row[:MOST_COLUMNS]
        rounded.update((at, place) for place, cell in enumerate(cells) if _is_rounded(cell))
        texts = tuple(map(_text, cells))
        empty = 0 if any(texts) else empty + 1
        if empty > 1000:
            return
        yield texts


def _is_rounded(cell: object) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and abs(cell) >= MOST_EXACT


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else str(cell).strip()
