"""All checks of one workbook, in the order of its cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fieldapp.form.check.context import Form, read
from fieldapp.form.check.converting import check_conversion
from fieldapp.form.check.cycles import check_cycles
from fieldapp.form.check.expressions import check_expressions
from fieldapp.form.check.filters import check_filters
from fieldapp.form.check.finding import Finding
from fieldapp.form.check.lists import check_lists
from fieldapp.form.check.names import check_names
from fieldapp.form.check.personal import check_personal
from fieldapp.form.check.portable import check_portable
from fieldapp.form.check.portable_rows import check_portable_rows
from fieldapp.form.check.reach import check_reach
from fieldapp.form.check.standalone import check_standalone
from fieldapp.form.check.structure import check_rows, check_sheets
from fieldapp.form.check.texts import check_texts
from fieldapp.form.check.values import check_values
from fieldapp.problems import Severity

_ORDER = ("survey", "choices", "settings")


@dataclass(frozen=True)
class Report:
    """All findings of one form, sheet by sheet and row by row."""

    findings: tuple[Finding, ...] = ()

    @property
    def errors(self) -> list[Finding]:
        return [one for one in self.findings if one.severity is Severity.ERROR]

    @property
    def warnings(self) -> list[Finding]:
        return [one for one in self.findings if one.severity is Severity.WARNING]


def check_form(path: Path, strict: bool = False) -> Report:
    """Check a workbook (.xlsx, .xls). `strict`: also what is true of most forms. `Problem`: it is none."""
    form = read(path)
    findings = list(dict.fromkeys(map(_Once, _all(form))))
    known = [one.finding for one in findings]
    known += check_conversion(path, form.survey, known)
    wanted = [one for one in known if strict or not one.kind.strict]
    return Report(tuple(sorted(wanted, key=_place)))


def _all(form: Form) -> Iterator[Finding]:
    yield from check_sheets(form)
    yield from check_rows(form)
    yield from check_names(form)
    yield from check_lists(form)
    yield from check_texts(form)
    for rule in form.rules:
        yield from check_expressions(rule, form.root)
        yield from check_values(form, rule)
        yield from check_portable(form, rule)
    yield from check_portable_rows(form)
    yield from check_cycles(form.survey, form.rules)
    yield from check_reach(form)
    yield from check_filters(form)
    yield from check_personal(form)
    yield from check_standalone(form)


def _place(finding: Finding) -> tuple[int, str, int, int, str]:
    sheet = finding.sheet.strip().lower()
    at = _ORDER.index(sheet) if sheet in _ORDER else len(_ORDER)
    return at, sheet, finding.row, finding.cell.column, finding.code


class _Once:
    """A finding that equals another with the same words at the same cell."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding
        self._key = (finding.code, finding.sheet, finding.address, finding.what)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and other._key == self._key

    def __hash__(self) -> int:
        return hash(self._key)
