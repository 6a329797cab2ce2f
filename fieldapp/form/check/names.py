"""Names of rows: missing, invalid, twice, or more than other programs hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldapp.form.check import codes_sheets as codes
from fieldapp.form.check import words
from fieldapp.form.check.context import Form
from fieldapp.form.check.finding import Finding, found
from fieldapp.form.check.rules import NAME
from fieldapp.form.check.survey import Item

_STATA = re.compile(r"[^\W\d]\w*\Z")
_STATA_STRING = re.compile(r"str\d+\Z")
_NAMELESS = ("note",)


def check_names(form: Form) -> Iterator[Finding]:
    """Every row of the survey."""
    for siblings in _families(form.survey.items):
        yield from _twice(siblings)
    yield from _repeats(form)
    for item in form.survey.items:
        yield from _name(form, item)


def _families(items: list[Item]) -> Iterator[list[Item]]:
    yield [item for item in items if item.parent is None]
    yield from (item.children for item in items if item.is_group)


def _twice(siblings: list[Item]) -> Iterator[Finding]:
    exact: dict[str, Item] = {}
    small: dict[str, Item] = {}
    for item in filter(lambda one: one.name, siblings):
        cell, other = item.line.at("name"), small.get(item.name.lower())
        if item.name in exact:
            yield found(codes.DUPLICATE_NAME, cell, name=item.name, row=exact[item.name].line.row)
        elif other is not None:
            yield found(codes.SIMILAR_NAME, cell, name=item.name, other=other.name, row=other.line.row)
        exact.setdefault(item.name, item)
        small.setdefault(item.name.lower(), item)


def _repeats(form: Form) -> Iterator[Finding]:
    """The names of repeats are unique in the whole form."""
    first: dict[str, Item] = {}
    for item in form.survey.items:
        if item.is_repeat and item.name:
            other = first.setdefault(item.name, item)
            if other is not item and other.parent is not item.parent:
                yield found(codes.DUPLICATE_NAME, item.line.at("name"), name=item.name, row=other.line.row)


def _name(form: Form, item: Item) -> Iterator[Finding]:
    cell = item.line.at("name")
    if not item.name:
        if item.kind.base not in _NAMELESS:
            yield found(codes.MISSING_NAME, cell)
        return
    if not NAME.match(item.name):
        yield found(codes.INVALID_NAME, cell, _repaired(item.name), name=item.name)
        return
    if (item.name == "meta" and item.parent is None) or (item.is_repeat and item.name == form.root):
        yield found(codes.RESERVED_NAME, cell, name=item.name)
    if not item.is_group and item.kind.base not in ("note", "csv-external", "xml-external"):
        yield from _held(item)


def _repaired(name: str) -> str:
    repaired = re.sub(r"[^\w.-]+", "_", name).strip("_")
    return repaired if NAME.match(repaired) else f"_{repaired}" if repaired else ""


def _held(item: Item) -> Iterator[Finding]:
    cell, name = item.line.at("name"), item.name
    word = name in words.STATA or _STATA_STRING.match(name)
    if len(name) > 32 or word or not _STATA.match(name):
        yield found(codes.STATA_NAME, cell, name=name)
    if len(name.encode()) > 64 or name.lower() in words.SPSS or name.endswith(".") or "-" in name:
        yield found(codes.SPSS_NAME, cell, name=name)
