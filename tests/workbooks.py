"""Workbooks from rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook


def write(path: Path, **sheets: Iterable[Sequence[object]]) -> Path:
    """`write(path, survey=rows, settings=rows)`: the workbook at `path`."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path
