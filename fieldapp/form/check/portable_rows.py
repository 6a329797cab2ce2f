"""Types, appearances, defaults and copies that the two reference engines treat differently."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.form.check import codes_portable as codes
from fieldapp.form.check.context import Form
from fieldapp.form.check.domains import as_number
from fieldapp.form.check.finding import Finding, found
from fieldapp.form.check.rules import Rule, comparisons, literal
from fieldapp.form.check.survey import Item

_WEB_LACKS = ("select_one_external", "background-audio", "osm")
_LARGEST = 2_147_483_647


def check_portable_rows(form: Form) -> Iterator[Finding]:
    """Row by row."""
    for item in form.survey.items:
        if item.kind.base in _WEB_LACKS:
            yield found(codes.WEB_REFUSES, item.type_cell, name=item.kind.base)
        if "search(" in item.line.get("appearance"):
            yield found(codes.WEB_REFUSES, item.line.at("appearance"), name="search()")
        yield from _default(form.rule(item, "default"))
        yield from _copied(item, form.rule(item, "calculation"))
    for rule in form.rules:
        yield from _big(rule)


def _default(rule: Rule | None) -> Iterator[Finding]:
    if rule is None:
        return
    for item in rule.items:
        if item.line.get("calculation"):
            yield found(codes.DEFAULT_OF_CALCULATION, rule.cell, name=item.name)


def _copied(item: Item, rule: Rule | None) -> Iterator[Finding]:
    source = rule.target(rule.tree) if rule is not None else None
    text = item.kind.base in ("calculate", "hidden", "text")
    if rule is not None and source is not None and text and source.kind.value in ("date", "dateTime"):
        yield found(codes.DATE_COPIED, rule.cell, name=source.name)


def _big(rule: Rule) -> Iterator[Finding]:
    if rule.tree is None:
        return
    for left, _, right in comparisons(rule.tree):
        for side, other in ((left, right), (right, left)):
            item, number = rule.target(side), literal(other) or ""
            if (
                item is not None
                and item.kind.base in ("integer", "int")
                and abs(as_number(number)) > _LARGEST
            ):
                yield found(codes.TOO_BIG, rule.cell, number=number)
