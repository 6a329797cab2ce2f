"""What a check of a form file found, as plain data for the page. No Qt; runs on the worker."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp import files
from fieldapp.problems import Problem, Severity

if TYPE_CHECKING:
    from fieldapp.form import FormDefinition, Listed
    from fieldapp.form.check import Cell, Finding
    from fieldapp.form.check.workbook import Sheet

SHEETS = ("survey", "choices", "settings")
Lists = Callable[[str], "Listed | None"]


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as its author sees it: `columns` of (number, heading), `rows` of (number, text by column)."""

    title: str
    columns: tuple[tuple[int, str], ...] = ()
    rows: tuple[tuple[int, Mapping[int, str]], ...] = ()

    def place(self, row: int) -> int:
        """Where a row of the workbook stands in `rows`; the nearest one before it if it is empty."""
        return max((at for at, (number, _) in enumerate(self.rows) if number <= row), default=0)

    def text(self, row: int, *headings: str) -> str:
        """The cell of a row under the first of these headings that the sheet has."""
        column = next((number for number, text in self.columns if text.strip().lower() in headings), 0)
        return next((cells.get(column, "") for number, cells in self.rows if number == row), "")

    def question_at(self, row: int) -> str:
        """The name in a row of the survey."""
        return self.text(row, "name")

    def first_with(self, listed: str) -> str:
        """The name of the first question that offers a list of choices."""
        offers = (number for number, _ in self.rows if listed in self.text(number, "type").split()[1:])
        return next((self.question_at(number) for number in offers), "")


@dataclass(frozen=True)
class Checked:
    """One file at one moment. `definition` is the form, of a faulty file without its wrong cells.

    It is None when even so nothing can be read.
    """

    path: Path
    saved: datetime
    seconds: float
    findings: tuple[Finding, ...] = ()
    grids: Mapping[str, Grid] = field(default_factory=dict)
    definition: FormDefinition | None = None
    lists: Lists | None = None

    def count(self, severity: Severity) -> int:
        """How many findings of a kind."""
        return sum(finding.severity is severity for finding in self.findings)


def check(path: Path) -> Checked:
    """Check the file and read it, as far as that can be done. A file that is no form is a `Problem`."""
    begun = time.perf_counter()
    with files.guarded(path, reading=True):
        saved = datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    findings, grids = _workbook(path) if path.suffix.lower() != ".xml" else ((), {})
    definition, lists = _form(path, findings)
    return Checked(path, saved, time.perf_counter() - begun, findings, grids, definition, lists)


def _workbook(path: Path) -> tuple[tuple[Finding, ...], dict[str, Grid]]:
    from fieldapp.form.check import check_form
    from fieldapp.form.check.workbook import read_book

    book = read_book(path)
    grids = {name: _grid(book.sheets[name]) for name in SHEETS if name in book.sheets}
    return check_form(path).findings, grids


def _grid(sheet: Sheet) -> Grid:
    columns = tuple((heading.cell.column, heading.cell.text) for heading in sheet.headings)
    rows = tuple((line.row, {cell.column: cell.text for cell in line.cells.values()}) for line in sheet.lines)
    return Grid(sheet.title, columns, rows)


def _form(path: Path, findings: Sequence[Finding]) -> tuple[FormDefinition | None, Lists | None]:
    """The form itself. Where the check found errors, not being able to read it is no news."""
    from fieldapp.robot import lists_beside

    wrong = [finding.cell for finding in findings if finding.severity is Severity.ERROR]
    try:
        definition = _definition(path) if not wrong else _without(path, wrong)
    except Problem:
        if not wrong:
            raise
        return None, None
    return definition, lists_beside(path, definition)


def _definition(path: Path) -> FormDefinition:
    from fieldapp.form import read_form
    from fieldapp.interview import compile_form

    definition = read_form(path).definition
    compile_form(definition)
    return definition


def _without(path: Path, wrong: Sequence[Cell]) -> FormDefinition:
    """The form as it would be with the wrong cells empty: what the preview can still show.

    The author's file is not touched; the copy lies in a folder of its own for as long as it is read.
    """
    from openpyxl import load_workbook

    with tempfile.TemporaryDirectory(prefix="fieldapp-") as folder:
        copy = Path(folder) / path.name
        book = load_workbook(path)
        for cell in wrong:
            if cell.sheet in book.sheetnames and cell.row > 1:
                book[cell.sheet].cell(cell.row, cell.column).value = None
        book.save(copy)
        return _definition(copy)


def suggestion(finding: Finding) -> str:
    """The cell as it would be with the name that was probably meant; "" when nothing can be proposed."""
    if not finding.near:
        return ""
    names = [
        str(value) for value in finding.fields.values() if str(value) and str(value) in finding.cell.text
    ]
    for name in sorted(names, key=len, reverse=True):
        fixed = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", lambda _: finding.near, finding.cell.text)
        if fixed != finding.cell.text:
            return fixed
    return ""
