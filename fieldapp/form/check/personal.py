"""The column `pd`: its classes, and what is calculated from a personal value."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.form.check import codes_rules as codes
from fieldapp.form.check.context import Form
from fieldapp.form.check.finding import Finding, found
from fieldapp.form.check.rules import Rule
from fieldapp.form.check.survey import Item
from fieldapp.form.personal import DIRECT

CLASSES = ("", "-", "D", "Q", "S", "NO")


def check_personal(form: Form) -> Iterator[Finding]:
    """Unknown classes; calculates that take a name along without saying so."""
    for item in form.survey.items:
        if _own(item) not in CLASSES:
            yield found(codes.PERSONAL_CLASS, item.line.at("pd"), value=item.line.get("pd"))
    rules = [rule for rule in form.rules if rule.item is not None and rule.role == "calculation"]
    personal = {item for item in form.survey.items if DIRECT in _class(item)}
    told: set[Item] = set()
    grew = True
    while grew:
        grew = False
        for rule in rules:
            source = next((item for item in rule.items if item in personal), None)
            if source is not None and _leaks(rule, personal, told):
                assert rule.item is not None
                told.add(rule.item)
                personal.add(rule.item)
                grew = True
                yield found(codes.PERSONAL_CALCULATE, rule.cell, name=rule.item.name, source=source.name)


def _leaks(rule: Rule, personal: set[Item], told: set[Item]) -> bool:
    item = rule.item
    unsaid = item is not None and _own(item) in ("", "-") and _class(item) in ("", "-")
    return unsaid and item not in personal | told


def _own(item: Item) -> str:
    return item.line.get("pd").strip().upper()


def _class(item: Item) -> str:
    """Its own, or that of the nearest group around it that has one; `-` says nothing."""
    return next((text for one in (item, *item.above) if (text := _own(one)) not in ("", "-")), "")
