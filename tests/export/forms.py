"""Small forms for the export tests, from the rows of an XLSForm."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from fieldapp.form import FormDefinition, read_form

Rows = list[dict[str, str]]


def form(folder: Path, survey: Rows, choices: Rows = [], **settings: str) -> FormDefinition:  # noqa: B006
    """The definition of a form that is given by the rows of its sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    given = {"form_id": "study", "form_title": "调查", "version": "1", **settings}
    for name, rows in {"survey": survey, "choices": choices, "settings": [given]}.items():
        sheet = book.create_sheet(name)
        headings = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
    path = folder / f"form-{len(list(folder.iterdir()))}.xlsx"
    book.save(path)
    return read_form(path).definition
