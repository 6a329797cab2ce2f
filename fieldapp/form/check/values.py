"""Comparisons of the wrong kind: numbers with texts, codes that no list has, selected() on one answer."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fieldapp.form.check import codes_rules as codes
from fieldapp.form.check.context import Form
from fieldapp.form.check.domains import as_number
from fieldapp.form.check.finding import Finding, found
from fieldapp.form.check.headings import nearest
from fieldapp.form.check.rules import Rule, comparisons, literal, walk
from fieldapp.form.check.survey import Item
from fieldapp.xpath.tree import Call, Chain, Literal, Node

_OF_SEVERAL = {"selected": 2, "is-selected": 2, "selected-at": 2, "count-selected": 1}
_SHOWN = 12
_UNCOUNTABLE = ("select_multiple", "rank", "file", "place", "date", "dateTime", "time")


def check_values(form: Form, rule: Rule) -> Iterator[Finding]:
    """All comparisons of one expression."""
    if rule.tree is None or rule.role == "choice_filter":
        return
    for left, operator, right in comparisons(rule.tree):
        yield from _compared(form, rule, left, operator, right)
        yield from _compared(form, rule, right, operator, left)
    for node in walk(rule.tree):
        if isinstance(node, Call) and len(node.args) == _OF_SEVERAL.get(node.name):
            yield from _selected(form, rule, node)
        elif isinstance(node, Chain) and node.rest[0][0] in ("+", "-", "*", "div", "mod"):
            yield from _counted(rule, node)


def _compared(form: Form, rule: Rule, side: Node, operator: str, other: Node) -> Iterator[Finding]:
    item, text = rule.target(side), literal(other)
    if item is None or text is None:
        return
    if operator in ("=", "!=") and text:
        if item.kind.value == "select_multiple":
            yield found(codes.EQUALS_MULTIPLE, rule.cell, name=item.name)
        yield from _code(form, rule, item, text, isinstance(other, Literal))
    if item.kind.value == "number" and isinstance(other, Literal) and text and math.isnan(as_number(text)):
        yield found(codes.NUMBER_AND_TEXT, rule.cell, name=item.name, text=text)


def _code(form: Form, rule: Rule, item: Item, code: str, exact: bool) -> Iterator[Finding]:
    known = form.codes_of(item)
    if known is None or code in known:
        return
    if not exact and as_number(code) in map(as_number, known):
        return
    if item.kind.several and all(part in known for part in code.split()):
        return
    shown = list_of(known)
    yield found(codes.CODE_NOT_IN_LIST, rule.cell, nearest(code, known), name=item.name, code=code,
                list=item.kind.list_name, codes=shown)  # fmt: skip


def list_of(codes_: tuple[str, ...]) -> str:
    """The first codes, for a sentence."""
    return ", ".join(codes_[:_SHOWN]) + (", …" if len(codes_) > _SHOWN else "")


def _selected(form: Form, rule: Rule, call: Call) -> Iterator[Finding]:
    item = rule.target(call.args[0])
    if item is None:
        return
    if item.kind.value in ("text", "number", "select_one", "date", "dateTime", "time", "trigger", "note"):
        yield found(codes.SELECTED_WRONG, rule.cell, function=call.name, name=item.name, type=item.kind.base)
    code = literal(call.args[1]) if len(call.args) == 2 and call.name != "selected-at" else None
    if code:
        yield from _code(form, rule, item, code, exact=True)


def _counted(rule: Rule, chain: Chain) -> Iterator[Finding]:
    for operator, node in [(chain.rest[0][0], chain.first), *chain.rest]:
        item = rule.target(node)
        if (
            item is not None
            and item.kind.value in _UNCOUNTABLE
            and not item.kind.value.startswith(("date", "time"))
        ):
            yield found(
                codes.NUMBER_OF_TEXT, rule.cell, name=item.name, type=item.kind.base, operator=operator
            )
