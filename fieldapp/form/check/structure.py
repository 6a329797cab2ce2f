"""Sheets, settings and rows: what is missing and what does nothing where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from fieldapp.form.check import codes_rules, codes_sheets, words
from fieldapp.form.check.context import Form
from fieldapp.form.check.domains import as_number
from fieldapp.form.check.filters import column_of
from fieldapp.form.check.finding import Cell, Finding, found
from fieldapp.form.check.headings import check_headings, nearest
from fieldapp.form.check.rules import walk
from fieldapp.form.check.survey import Item
from fieldapp.form.check.values import list_of

_SHEETS = ("survey", "choices", "settings", "entities", "external_choices", "osm")


def check_sheets(form: Form) -> Iterator[Finding]:
    """The sheets by name, their headings, the version."""
    survey = form.book.sheet("survey")
    if "survey" not in form.book.sheets:
        first = form.book.titles[0] if form.book.titles else "survey"
        yield found(codes_sheets.NO_SURVEY, Cell(first, 1, 1), nearest("survey", form.book.titles))
    for title in form.book.titles:
        name = title.strip().lower()
        near = nearest(name, _SHEETS)
        if name not in _SHEETS and near and near not in form.book.sheets and not name.startswith("_"):
            yield found(codes_sheets.SHEET_NAME, Cell(title, 1, 1), near, name=title)
    for sheet in ("survey", "choices", "settings"):
        yield from check_headings(sheet, form.book.sheet(sheet).headings, _filtered(form))
    if survey.lines and not form.setting("version"):
        yield found(codes_sheets.NO_VERSION, _version_cell(form))


def _version_cell(form: Form) -> Cell:
    lines = form.book.sheet("settings").lines
    return lines[0].at("version") if lines else Cell("settings", 2, 1, "version")


def _filtered(form: Form) -> set[str]:
    """Columns of choices that expressions name."""
    trees = [rule.tree for rule in form.rules if rule.tree is not None]
    return {name for tree in trees for node in walk(tree) if (name := column_of(node))}


def check_rows(form: Form) -> Iterator[Finding]:
    """Each row by itself."""
    yield from form.survey.findings
    for item in form.survey.items:
        yield from _calculation(item)
        yield from _empty(item)
        yield from _of_no_use(item)
        yield from _appearance(item)
        yield from _default(form, item)


def _calculation(item: Item) -> Iterator[Finding]:
    sources = ("calculation", "default", "trigger")
    if item.kind.base == "calculate" and not any(map(item.line.get, sources)):
        yield found(codes_sheets.MISSING_CALCULATION, item.line.at("calculation"), name=item.name)


def _empty(item: Item) -> Iterator[Finding]:
    if item.is_group and not item.children:
        yield found(codes_sheets.EMPTY_GROUP, item.type_cell, name=item.name or item.kind.base)


def _of_no_use(item: Item) -> Iterator[Finding]:
    useless = [column for column in ("constraint", "calculation", "required") if item.is_group]
    if not item.kind.is_select:
        useless.append("choice_filter")
    if not item.is_repeat:
        useless.append("repeat_count")
    for column in useless:
        if item.line.get(column) and item.line.get(column).lower() not in ("no", "false"):
            cell = item.line.at(column)
            name = item.line.get("type")
            yield found(codes_sheets.RULE_OF_NO_USE, cell, column=cell.heading, type=name)


def _appearance(item: Item) -> Iterator[Finding]:
    text, cell = item.line.get("appearance"), item.line.at("appearance")
    if re.match(r"ex:|intent:", text):
        yield found(codes_sheets.EXTERNAL_APP, cell, name=text.split("(")[0])
        return
    for word in re.sub(r"\w+\(.*\)", "", text).split():
        near = nearest(word, words.APPEARANCES)
        if (
            near
            and word not in words.APPEARANCES
            and not re.fullmatch(r"(columns|compact)-\d+|w\d+|dn", word)
        ):
            yield found(codes_sheets.UNKNOWN_APPEARANCE, cell, near, name=word)


def _default(form: Form, item: Item) -> Iterator[Finding]:
    """A default written as a value."""
    value, cell = item.line.get("default"), item.line.at("default")
    if not value or form.rule(item, "default") is not None or "(" in value:
        return
    codes = form.codes_of(item)
    if codes is not None:
        lost = [code for code in (value.split() if item.kind.several else [value]) if code not in codes]
        for code in lost:
            shown, name = list_of(codes), item.kind.list_name
            yield found(
                codes_rules.DEFAULT_NOT_IN_LIST, cell, nearest(code, codes), code=code, list=name, codes=shown
            )
    elif not _fits(value, item):
        yield found(codes_rules.DEFAULT_TYPE, cell, value=value, type=item.kind.base)


def _fits(value: str, item: Item) -> bool:
    if item.kind.value == "number":
        number = as_number(value)
        return number == number and (item.kind.base not in ("integer", "int") or number.is_integer())
    if item.kind.base == "date":
        try:
            date.fromisoformat(value[:10])
        except ValueError:
            return False
    return True
