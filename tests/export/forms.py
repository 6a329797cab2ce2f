"""Small forms and read-back workbooks for the export tests."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from fieldapp.export import Options, Record, Summary, Writer, export_workbook
from fieldapp.export.options import DEFAULTS
from fieldapp.form import FormDefinition, read_form

Rows = Sequence[Mapping[str, str]]
Sheets = dict[str, list[dict[str, Any]]]

ZH, EN = "label::中文 (zh)", "label::English (en)"


def form(folder: Path, survey: Rows, choices: Rows = (), **settings: str) -> FormDefinition:
    """The definition of a form that is given by the rows of its sheets."""
    book = openpyxl.Workbook()
    given = {"form_id": "study", "form_title": "调查", "version": "1", **settings}
    for name, rows in {"survey": survey, "choices": choices, "settings": [given]}.items():
        sheet = book.create_sheet(name)
        headings = list(dict.fromkeys(key for row in rows for key in row))
        sheet.append(headings)
        for row in rows:
            sheet.append([row.get(heading) for heading in headings])
    path = folder / f"form-{given['version']}.xlsx"
    book.save(path)
    return read_form(path).definition


def question(kind: str, name: str = "", zh: str = "", en: str = "", **more: str) -> dict[str, str]:
    """A row of the survey."""
    labels = {ZH: zh or f"题 {name}", EN: en or f"Question {name}"} if name else {}
    return {"type": kind, "name": name, **labels, **more}


def choice(list_name: str, code: str, zh: str, en: str) -> dict[str, str]:
    """A row of the choices."""
    return {"list_name": list_name, "name": code, ZH: zh, EN: en}


def export(
    folder: Path,
    definitions: FormDefinition | Iterable[FormDefinition],
    records: Iterable[Record],
    options: Options = DEFAULTS,
    writer: Writer | None = None,
    **more: Any,
) -> Summary:
    """Write a workbook into the folder."""
    versions = [definitions] if isinstance(definitions, FormDefinition) else list(definitions)
    by_sha = {version.sha256: version for version in versions}
    return export_workbook(records, by_sha, folder / "out.xlsx", options, writer=writer, **more)


def read(path: Path) -> Sheets:
    """Sheet name -> rows as dictionaries, as openpyxl reads them."""
    return {sheet.title: _rows(sheet.values) for sheet in openpyxl.load_workbook(path)}


def _rows(values: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    headings, *rows = values
    return [dict(zip(headings, map(unescaped, row), strict=True)) for row in rows]


def unescaped(cell: Any) -> Any:
    """Excel's own way to write `_x0041_` as text, which openpyxl leaves as it is in the file."""
    return re.sub(r"_x005F_(?=x[0-9A-Fa-f]{4}_)", "_", cell) if isinstance(cell, str) else cell


def record(definition: FormDefinition, key: str = "uuid:1", **answers: Any) -> Record:
    """A finished interview; answers by the name of the question, which stands directly in the form."""
    return Record(key, "finalized", definition.sha256, at("/data", answers))


def at(base: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by reference. A list is a repeat, each row a pair of row id and answers."""
    return {f"{base}/{name}": _value(f"{base}/{name}", value) for name, value in answers.items()}


def _value(base: str, value: Any) -> Any:
    if isinstance(value, str):
        return value
    return [{"row": row, "answers": at(base, inner)} for row, inner in value]
