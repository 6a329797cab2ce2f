"""Writing a workbook: one interface, two libraries, the same workbook.

rustpy-xlsxwriter is about six times as fast; XlsxWriter, pure Python, steps in where no build of
the other exists. Both take rows one at a time, sheet after sheet, and hold none of them.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fieldapp.export.cells import Cell
from fieldapp.export.columns import Column, Stored

FORMATS = {
    Stored.TEXT: "@",
    Stored.NUMBER: "General",
    Stored.DATE: "yyyy-mm-dd",
    Stored.DATETIME: "yyyy-mm-dd hh:mm:ss",
    Stored.TIME: "hh:mm:ss",
}

_AUTHOR = "fieldapp"
_SYSTEM_ERROR = re.compile(r"os error (\d+)|Os \{ code: (\d+)")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows` are read once, after those of the sheets before it."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]


Writer = Callable[[Path, Sequence[Sheet]], None]
"""Writes the sheets to the path. A cell is text, a number, or None for an empty one."""


def best_writer() -> Writer:
    """The faster of the writers that are installed."""
    return write_with_rust if find_spec("rustpy_xlsxwriter") else write_with_xlsxwriter


def write_with_rust(path: Path, sheets: Sequence[Sheet]) -> None:
    """rustpy-xlsxwriter: takes rows as dictionaries, keyed by heading."""
    from rustpy_xlsxwriter import FastExcel, Format

    def cell_format(column: Column) -> Format:
        made = Format().set_num_format(FORMATS[column.stored])
        return made.set_text_wrap().set_align("top") if column.wrap else made

    book = FastExcel(str(path), output_format="xlsx").freeze(row=1, col=1)
    for sheet in sheets:
        texts = [column.heading for column in sheet.columns if column.stored is Stored.TEXT]
        book.sheet(
            sheet.name,
            _dictionaries(sheet),
            column_widths={column.heading: float(column.width) for column in sheet.columns},
            column_formats={column.heading: cell_format(column) for column in sheet.columns},
            header_format=Format().set_bold(),
            notes={column.heading: _note(column) for column in sheet.columns if column.note},
            ignore_errors=texts,
            autofilter=True,
        )
    with temporary_files_in(path.parent), system_errors():
        book.save()


def _note(column: Column) -> dict[str, str]:
    return {"text": column.note, "author": _AUTHOR}


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """The library's temporary file, which holds the answers, lies where the workbook will: no other disk
    gets to see them. It asks the environment where to put it."""
    name = "TMP" if sys.platform == "win32" else "TMPDIR"
    before = os.environ.get(name)
    os.environ[name] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


@contextmanager
def system_errors() -> Iterator[None]:
    """Gives the library's failures the number of the system's error, which it leaves in the text.

    A full disk for temporary files comes as a panic, which is no `Exception`.
    """
    try:
        yield
    except BaseException as failure:
        number = _SYSTEM_ERROR.search(str(failure))
        foreign = isinstance(failure, OSError) or type(failure).__name__ == "PanicException"
        if not foreign or number is None or getattr(failure, "errno", None):
            raise
        code = int(number[1] or number[2])
        raise OSError(code, str(failure), None, code) from failure


def _dictionaries(sheet: Sheet) -> Iterator[dict[str, Cell]]:
    """Rows by heading; a sheet without rows gets an empty one, since the first row makes the headings."""
    headings = [column.heading for column in sheet.columns]
    row: Sequence[Cell] | None = None
    for row in sheet.rows:
        yield dict(zip(headings, row, strict=True))
    if row is None:
        yield dict.fromkeys(headings)


def write_with_xlsxwriter(path: Path, sheets: Sequence[Sheet]) -> None:
    """XlsxWriter in constant memory; its temporary files lie beside the workbook, in a folder that goes away
    whatever happens."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(
        prefix=".fieldapp-export-", dir=path.parent, ignore_cleanup_errors=True
    ) as folder:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        try:
            for sheet in sheets:
                _fill(book, sheet)
            book.close()
        except FileCreateError as failure:
            raise failure.args[0] from failure
        finally:
            for page in book.worksheets():
                page._opt_close()  # it has no public way to let go of a workbook that failed


def _fill(book: Any, sheet: Sheet) -> None:
    """One sheet by XlsxWriter."""
    page = book.add_worksheet(sheet.name)
    formats = [_format(book, column) for column in sheet.columns]
    bold = book.add_format({"bold": True})
    page.freeze_panes(1, 1)
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.heading, bold)
        if column.note:
            page.write_comment(0, place, f"{_AUTHOR}:\n{column.note}", {"author": _AUTHOR})
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        _write_row(page, last, row, formats)
    page.autofilter(0, 0, last, len(sheet.columns) - 1)
    _allow_digits_as_text(page, sheet, max(last, 1))


def _format(book: Any, column: Column) -> Any:
    wrapped = {"text_wrap": True, "valign": "top"} if column.wrap else {}
    return book.add_format({"num_format": FORMATS[column.stored], **wrapped})


def _write_row(page: Any, number: int, row: Sequence[Cell], formats: Sequence[Any]) -> None:
    for place, cell in enumerate(row):
        if isinstance(cell, str):
            page.write_string(number, place, cell, formats[place])
        elif cell is not None:
            page.write_number(number, place, cell, formats[place])


def _allow_digits_as_text(page: Any, sheet: Sheet, last: int) -> None:
    """No green corner at texts that look like numbers: they are meant to."""
    from xlsxwriter.utility import xl_range

    texts = [place for place, column in enumerate(sheet.columns) if column.stored is Stored.TEXT]
    if texts:
        ranges = " ".join(xl_range(1, place, last, place) for place in texts)
        page.ignore_errors({"number_stored_as_text": ranges})
