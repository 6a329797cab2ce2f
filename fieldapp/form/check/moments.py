"""Dates beside texts and numbers: the two reference engines do not agree on them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldapp.form.check import codes_portable as codes
from fieldapp.form.check.finding import Finding, found
from fieldapp.form.check.rules import Rule, comparisons, literal, walk
from fieldapp.xpath.tree import Call, Chain, Literal, Node

_MADE = ("today", "now", "date", "date-time")
_LOOKS_LIKE_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def check_moments(rule: Rule, tree: Node) -> Iterator[Finding]:
    """Comparisons of dates with texts, sums of dates, numbers of dates."""
    for left, operator, right in comparisons(tree):
        if operator not in ("=", "!="):
            yield from _compared(rule, left, right)
            yield from _compared(rule, right, left)
    for node in walk(tree):
        if isinstance(node, Call) and node.name == "number" and node.args:
            text = literal(node.args[0])
            if text and _LOOKS_LIKE_DATE.match(text):
                yield found(codes.NUMBER_OF_DATE, rule.cell)
    yield from _sum(rule, tree)


def _compared(rule: Rule, moment: Node, other: Node) -> Iterator[Finding]:
    text = _text(rule, other)
    if text and _is_date(rule, moment):
        yield found(codes.DATE_AND_TEXT, rule.cell, text=text)


def _text(rule: Rule, node: Node) -> str:
    """A text, or a question that holds one."""
    if isinstance(node, Literal):
        return node.value
    item = rule.target(node)
    return f"${{{item.name}}}" if item is not None and item.kind.value == "text" else ""


def _is_date(rule: Rule, node: Node) -> bool:
    if isinstance(node, Call):
        return node.name in _MADE
    item = rule.target(node)
    return item is not None and item.kind.value in ("date", "dateTime")


def _sum(rule: Rule, tree: Node) -> Iterator[Finding]:
    """A date question that is calculated as date plus number."""
    if rule.item is None or rule.item.kind.value not in ("date", "dateTime"):
        return
    if rule.role not in ("calculation", "default"):
        return
    if isinstance(tree, Chain) and tree.rest[0][0] in ("+", "-"):
        dates = [_is_date(rule, node) for node in (tree.first, *(one for _, one in tree.rest))]
        # A date minus a date is a number in both.
        if sum(dates) == 1:
            yield found(codes.DATE_SUM, rule.cell)
