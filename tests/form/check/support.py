"""Workbooks made for one test: rows as dictionaries by heading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl

from fieldapp import wording
from fieldapp.form.check import Finding, check_form

Row = Mapping[str, object]
YES_NO: tuple[Row, ...] = (
    {"list_name": "yn", "name": "1", "label": "是"},
    {"list_name": "yn", "name": "0", "label": "否"},
)


def workbook(path: Path, **sheets: Iterable[Row]) -> Path:
    """Write sheets with the headings in the order in which rows name them."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        listed = list(rows)
        headings = list(dict.fromkeys(heading for row in listed for heading in row))
        sheet = book.create_sheet(title)
        sheet.append(headings)
        for row in listed:
            sheet.append([row.get(heading) for heading in headings])
    book.save(path)
    return path


def check(
    folder: Path, survey: Iterable[Row], choices: Iterable[Row] = (), strict: bool = False, **settings: object
) -> list[Finding]:
    """The findings, in English, on a form with a version."""
    settings = {"form_id": "f", "version": "1", **settings}
    path = workbook(folder / "form.xlsx", survey=survey, choices=choices, settings=[settings])
    wording.use("en")
    return list(check_form(path, strict).findings)


def places(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    """Code and cell of each."""
    return [(finding.code, f"{finding.sheet}!{finding.address}") for finding in findings]


def question(type_: str = "text", name: str = "a", **columns: object) -> dict[str, object]:
    """A row that is right."""
    return {"type": type_, "name": name, "label": f"问题 {name} 𠮷", **columns}
