"""A workbook that fieldapp exported, held against what is here: which interviews, which cells differ.

Nothing is changed by it, and nothing of a workbook is ever taken in: it has neither the direct identifiers
nor the files nor the course of an interview, and nobody signed it. It says what is missing here, and what
somebody changed in Excel.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Literal
from zipfile import BadZipFile

from fieldapp.export.facts import SYSTEM
from fieldapp.export.options import Multiple, Options, Values
from fieldapp.export.records import Record
from fieldapp.export.source import Tables, definitions
from fieldapp.export.workbook import Book
from fieldapp.files import guarded
from fieldapp.problems import WORKBOOK_FOREIGN, Problem
from fieldapp.store import RevisionRow, Store

State = Literal["equal", "differs", "other", "missing", "stray"]
MOST_ROWS = 200_000
_REVISION, _KEY = "_revision", "_key"
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell. `row` as Excel counts; `ours` is what would be exported today."""

    sheet: str
    row: int
    column: str
    theirs: str
    ours: str


@dataclass(frozen=True, slots=True)
class Found:
    """One row of the interviews. equal, differs: its exact version is here; other: another version is;
    missing: the interview is not here; stray: a row that is no interview of the export."""

    key: str
    row: int
    author: str
    device: str
    state: State
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True)
class Compared:
    """A workbook beside the study."""

    path: Path
    rows: tuple[Found, ...]
    passed: tuple[str, ...] = ()
    """Columns that could not be held against anything: labels instead of codes, columns somebody added."""

    @property
    def counts(self) -> Counter[str]:
        """State -> rows."""
        return Counter(one.state for one in self.rows)


@dataclass
class _Sheet:
    """Rows by their number in Excel."""

    name: str
    headings: tuple[str, ...]
    rows: dict[int, Row] = field(default_factory=dict)


def compare(store: Store, path: Path, lists_key: bytes | None = None) -> Compared:
    """Hold a workbook against the study. `WORKBOOK_FOREIGN` for any other file."""
    sheets = _read(path)
    main = next((one for one in sheets if {_KEY, _REVISION} <= set(one.headings)), None)
    if main is None:
        raise Problem(WORKBOOK_FOREIGN, where=path.name)
    known = {number: _revision(store, row) for number, row in main.rows.items()}
    differing, passed = _differences(store, sheets, main, known, lists_key)
    here = store.team.records()
    rows = (
        _found(number, row, known[number], here, differing.get(_text(row.get(_KEY)), ()))
        for number, row in main.rows.items()
    )
    return Compared(path, tuple(rows), tuple(sorted(passed)))


def _found(
    number: int, row: Row, revision: RevisionRow | None, here: set[str], differing: Iterable[Difference]
) -> Found:
    key, differences = _text(row.get(_KEY)), tuple(differing)
    record = key.partition("@")[0]
    state: State = "differs" if differences else "equal"
    if not record or not _text(row.get(_REVISION)):
        state = "stray"
    elif revision is None:
        state = "other" if record in here else "missing"
    device = _text(row.get("_device"))
    return Found(key, number, _text(row.get("_author")), device, state, differences)


def _revision(store: Store, row: Row) -> RevisionRow | None:
    """The very version that a row names, if it is here and of that interview."""
    found = store.revisions.get(_text(row.get(_REVISION)))
    return found if found and found.record_id == _text(row.get(_KEY)).partition("@")[0] else None


# the cells


def _differences(
    store: Store,
    sheets: list[_Sheet],
    main: _Sheet,
    known: Mapping[int, RevisionRow | None],
    lists_key: bytes | None,
) -> tuple[dict[str, list[Difference]], set[str]]:
    """By the key of the interview; and the columns that were passed over."""
    forms = {row.form_id for row in known.values() if row is not None}
    found: dict[str, list[Difference]] = {}
    passed: set[str] = set()
    for form_id in sorted(forms):
        records = [
            _record(row, _text(main.rows[number][_KEY]))
            for number, row in known.items()
            if row is not None and row.form_id == form_id
        ]
        ours = _ours(store, form_id, records, _options(sheets), lists_key)
        for sheet in sheets:
            if sheet.name in ours:
                passed |= _sheet(sheet, ours[sheet.name], found)
    return found, passed


def _sheet(sheet: _Sheet, ours: Mapping[str, Row], found: dict[str, list[Difference]]) -> set[str]:
    """Differences of one sheet; a column in which nothing agrees holds something else and is passed over."""
    mine = set(next(iter(ours.values()), {}))
    compared = [name for name in sheet.headings if name in mine and name not in SYSTEM]
    agreed, made = set[str](), list[tuple[str, Difference]]()
    for number, row in sheet.rows.items():
        own = ours.get(_text(row.get(_KEY)))
        for name in compared if own is not None else ():
            theirs, here = _plain(row.get(name)), _plain((own or {}).get(name))
            if theirs == here:
                agreed |= {name} if theirs else set()
                continue
            interview = _text(row.get("_interview")) or _text(row.get(_KEY))
            made.append((interview, Difference(sheet.name, number, name, theirs, here)))
    whole = Counter(one.column for _, one in made)
    strange = {name for name, count in whole.items() if name not in agreed and count > 1}
    for interview, one in made:
        if one.column not in strange:
            found.setdefault(interview, []).append(one)
    added = {name for name in sheet.headings if name and name not in mine and name not in SYSTEM}
    return {f"{sheet.name}: {name}" for name in strange | added if not name.endswith("_label")}


def _ours(
    store: Store, form_id: str, records: list[Record], options: Options, lists_key: bytes | None
) -> dict[str, dict[str, Row]]:
    """Sheet -> key -> cells, as an export of these versions would have them. Nothing is written."""
    with ExitStack() as stack:
        lists = Tables(store, stack, lists_key).find
        book = stack.enter_context(closing(Book(definitions(store, form_id), options, lists)))
        made: dict[str, dict[str, Row]] = {}
        for sheet in book.sheets(iter(records), lambda rows: rows):
            headings = [column.heading for column in sheet.columns]
            if _KEY in headings:
                cells = (dict(zip(headings, row, strict=True)) for row in sheet.rows)
                made[sheet.name] = {_text(row[_KEY]): row for row in cells}
        return made


def _options(sheets: list[_Sheet]) -> Options:
    """The choices of the export, as far as its headings tell."""
    names = [{name for name in one.headings if name not in SYSTEM} for one in sheets if _KEY in one.headings]
    both = any(name.endswith("_label") and name[:-6] in those for those in names for name in those)
    split = {name.partition("/")[0] for those in names for name in those if "/" in name}
    whole = any(name in those for those in names for name in split)
    multiple = Multiple.ONE if not split else Multiple.BOTH if whole else Multiple.COLUMNS
    values = Values.BOTH if both else Values.CODES
    return replace(Options(), values=values, multiple=multiple, codebook=False)


def _record(row: RevisionRow, key: str) -> Record:
    answers = json.loads(row.body)["answers"]
    return Record(key, "finalized", row.form_sha256, answers, {})


# the file


def _read(path: Path) -> list[_Sheet]:
    """All sheets of data with their rows; a program's formulas count as what they last showed."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with guarded(path, reading=True):
            book = load_workbook(path, read_only=True, data_only=True)
        with closing(book):
            return [made for sheet in book.worksheets if (made := _rows(sheet.title, sheet.values))]
    except (InvalidFileException, BadZipFile, KeyError, ValueError, TypeError, OSError) as failure:
        raise Problem(WORKBOOK_FOREIGN, where=path.name) from failure


def _rows(name: str, values: Iterator[tuple[Any, ...]]) -> _Sheet | None:
    headings = tuple(_text(one) for one in next(values, ()))
    if _KEY not in headings:
        return None
    sheet = _Sheet(name, headings)
    for number, row in enumerate(values, 2):
        if number > MOST_ROWS:
            raise ValueError("too many rows")
        if any(cell is not None for cell in row):
            sheet.rows[number] = dict(zip(headings, row, strict=False))
    return sheet


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _plain(cell: object) -> str:
    """A cell as text that is equal for equal content, whatever program saved it."""
    if isinstance(cell, (datetime, date, time, timedelta)):
        from openpyxl.utils.datetime import to_excel

        cell = to_excel(cell)
    if isinstance(cell, bool) or not isinstance(cell, (int, float)):
        return "" if cell is None else str(cell).replace("\r\n", "\n").replace("\r", "\n")
    rounded = round(float(cell), 7)
    return str(int(rounded)) if rounded == int(rounded) else f"{rounded:.7f}".rstrip("0")
