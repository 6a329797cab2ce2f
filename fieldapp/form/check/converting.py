"""The last step: what pyxform, and our engine after it, still say about the form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fieldapp.form.check import codes_sheets as codes
from fieldapp.form.check.finding import Cell, Code, Finding, found
from fieldapp.form.check.survey import Survey
from fieldapp.form.xform import read_xform
from fieldapp.problems import FORM_ERROR, Problem, Severity
from fieldapp.wording import problem as sentence

_ROW = re.compile(r"\[row : (\d+)\]\s*")
_QUOTED = re.compile(r"'([^']+)'")
_SHEET = re.compile(r"'(survey|choices|settings|entities)' sheet")
_COVERED = ("translation", "spelling", "sheet is missing", "has no label")


def check_conversion(path: Path, survey: Survey, known: list[Finding]) -> Iterator[Finding]:
    """Only what is not said already."""
    from fieldapp.form.xlsform import convert

    try:
        xml, notes = convert(path)
    except Problem as problem:
        yield from _refused(problem, survey, known)
        return
    for note in notes:
        if not any(word in note for word in _COVERED):
            yield _told(codes.PYXFORM_WARNS, note, survey)
    if not _errors(known):
        try:
            read_xform(xml, path.name)
        except Problem as problem:
            yield found(codes.ENGINE, Cell("survey", 1, 1), words=sentence(problem))


def _refused(problem: Problem, survey: Survey, known: list[Finding]) -> Iterator[Finding]:
    finding = _told(codes.PYXFORM, str(problem.fields.get("why", problem)), survey)
    here = [one for one in _errors(known) if one.row == finding.row]
    told = here if problem.kind is FORM_ERROR and finding.row > 1 else _errors(known)
    if not told:
        yield finding


def _errors(known: list[Finding]) -> list[Finding]:
    return [one for one in known if one.severity is Severity.ERROR]


def _told(code: Code, words: str, survey: Survey) -> Finding:
    """The sentence of pyxform at the row it names, or that of the question it names."""
    row, sheet = _ROW.search(words), _SHEET.search(words)
    named = next((item for name in _QUOTED.findall(words) if (item := survey.one(name))), None)
    if row is None and named is not None:
        cell = named.line.at("name")
    else:
        cell = Cell(sheet[1] if sheet else "survey", int(row[1]) if row else 1, 1)
    return found(code, cell, words=" ".join(_ROW.sub("", words).split()).rstrip("."))
