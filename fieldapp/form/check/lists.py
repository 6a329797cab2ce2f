"""The sheet `choices`: codes, labels, lists that nobody uses or nobody wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldapp.form.check import codes_sheets as codes
from fieldapp.form.check.context import ChoiceList, Form
from fieldapp.form.check.finding import Cell, Finding, found
from fieldapp.form.check.headings import MEDIA, nearest
from fieldapp.form.check.survey import Item
from fieldapp.form.check.workbook import Line

_INSTANCE = re.compile(r"instance\(\s*['\"]([^'\"]+)['\"]\s*\)")
_PARAMETER = re.compile(r"=\s*([^\s,;]+)")


def check_lists(form: Form) -> Iterator[Finding]:
    """Both ends: lists that questions name, and the lists themselves."""
    for item in form.survey.items:
        yield from _named(form, item)
    for line in form.choices.lines:
        if not line.get("list_name") and (line.get("name") or line.of("label")):
            yield found(codes.CHOICE_WITHOUT_LIST, line.at("list_name"))
    used = _used(form)
    for one in form.lists.values():
        yield from _choices(form, one)
        if one.name not in used:
            yield found(
                codes.UNUSED_LIST, one.lines[0].at("list_name"), nearest(one.name, _lost(form)), name=one.name
            )


def _lost(form: Form) -> list[str]:
    """Lists that questions name and nobody wrote."""
    named = (item.kind.list_name for item in form.survey.items if item.kind.is_select)
    return [name for name in named if name and name not in form.lists]


def _named(form: Form, item: Item) -> Iterator[Finding]:
    kind = item.kind
    if not kind.is_select:
        return
    if not kind.list_name:
        yield found(codes.MISSING_LIST, item.type_cell, name=kind.base)
    elif not kind.from_file and kind.base != "select_one_external" and not kind.list_name.startswith("${"):
        searched = "search(" in item.line.get("appearance")
        if kind.list_name not in form.lists and not searched:
            yield found(
                codes.UNKNOWN_LIST, item.type_cell, nearest(kind.list_name, form.lists), name=kind.list_name
            )


def _used(form: Form) -> set[str]:
    """Names of lists that anything in the survey may mean."""
    used = {item.kind.list_name for item in form.survey.items}
    for item in form.survey.items:
        used.update(_PARAMETER.findall(item.line.get("parameters")))
        for cell in item.line.cells.values():
            used.update(_INSTANCE.findall(cell.text))
    return used


def _choices(form: Form, listed: ChoiceList) -> Iterator[Finding]:
    first: dict[str, int] = {}
    several = next((item for item in form.survey.items if _several(item, listed.name)), None)
    for line in listed.lines:
        code, cell = line.get("name"), line.at("name")
        if not code:
            yield found(codes.CHOICE_WITHOUT_CODE, cell)
            continue
        if code in first and not form.may_repeat_codes:
            yield found(codes.DUPLICATE_CHOICE, cell, list=listed.name, name=code, row=first[code])
        first.setdefault(code, line.row)
        if several is not None and len(code.split()) > 1:
            yield found(
                codes.CHOICE_WITH_SPACE, cell, code.replace(" ", "_"), name=code, question=several.name
            )
        if not any(line.of(base) for base in ("label", *MEDIA)):
            yield found(codes.CHOICE_WITHOUT_LABEL, _label_cell(form, line), name=code)


def _several(item: Item, name: str) -> bool:
    return item.kind.several and item.kind.list_name == name


def _label_cell(form: Form, line: Line) -> Cell:
    columns = form.choices.columns("label")
    return line.at(columns[0].key if columns else "label")
