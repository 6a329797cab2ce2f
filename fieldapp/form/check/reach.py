"""Questions that are never asked, and constraints that no answer satisfies."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.form.check import codes_rules as codes
from fieldapp.form.check.context import Form
from fieldapp.form.check.finding import Finding, found
from fieldapp.form.check.logic import Reasoner, both
from fieldapp.form.check.rules import Rule, comparisons
from fieldapp.form.check.survey import Item

_NO = ("no", "false", "false()", "0")


def check_reach(form: Form) -> Iterator[Finding]:
    """Every row with a condition or a constraint."""
    reasoner = Reasoner(form)
    dead: set[Item] = set()
    for item in form.survey.items:
        for finding in _conditions(form, reasoner, item, dead):
            dead.add(item)
            yield finding
        if (item in dead or not dead.isdisjoint(item.above)) and _required(item):
            yield found(codes.REQUIRED_NEVER, item.line.at("required"), name=item.name)
        yield from _constraint(reasoner, form.rule(item, "constraint"), item)
        yield from _always(reasoner, form.rule(item, "relevant"))


def _required(item: Item) -> bool:
    text = item.line.get("required").lower()
    return bool(text) and text not in _NO and not item.is_group


def _conditions(form: Form, reasoner: Reasoner, item: Item, dead: set[Item]) -> Iterator[Finding]:
    own = form.rule(item, "relevant")
    if own is None or own.tree is None or not dead.isdisjoint(item.above):
        return
    alternatives = reasoner.alternatives(own)
    if not reasoner.possible(alternatives):
        yield found(codes.NEVER_RELEVANT, own.cell, name=item.name)
        return
    for group in item.above:
        rule = form.rule(group, "relevant")
        if rule is None:
            continue
        alternatives = both(alternatives, reasoner.alternatives(rule))
        if not reasoner.possible(alternatives):
            yield found(codes.NEVER_WITH_GROUP, own.cell, name=item.name, group=group.name)
            return


def _constraint(reasoner: Reasoner, rule: Rule | None, item: Item) -> Iterator[Finding]:
    if rule is None or rule.tree is None:
        return
    if not reasoner.possible(reasoner.alternatives(rule)):
        yield found(codes.NEVER_VALID, rule.cell, name=item.name)
    else:
        yield from _always(reasoner, rule)


def _always(reasoner: Reasoner, rule: Rule | None) -> Iterator[Finding]:
    """`a != 1 or a != 2`; plain yes and true() are meant."""
    if rule is None or rule.tree is None or not any(comparisons(rule.tree)):
        return
    if not reasoner.possible(reasoner.alternatives(rule, negated=True)):
        yield found(codes.ALWAYS_TRUE, rule.cell)
