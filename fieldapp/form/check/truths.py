"""Truth values that are stored, and answers that are used as truth values."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.form.check import codes_portable as codes
from fieldapp.form.check.context import Form
from fieldapp.form.check.finding import Finding, found
from fieldapp.form.check.rules import Rule, comparisons, literal, walk
from fieldapp.xpath.tree import Call, Chain, Node

_TRUTHS = {
    "true",
    "false",
    "not",
    "boolean",
    "boolean-from-string",
    "selected",
    "is-selected",
    "contains",
    "regex",
}
_TRUTHS |= {"starts-with", "ends-with", "checklist", "weighted-checklist", "geofence", "intersects"}
_COMPARING = ("=", "!=", "<", "<=", ">", ">=", "and", "or")


def check_truths(form: Form, rule: Rule, tree: Node) -> Iterator[Finding]:
    """Each use of a question as a condition; each comparison of a stored truth value."""
    for node in _conditions(rule, tree):
        item = rule.target(node)
        if item is not None and not item.is_group:
            stored = is_truth(form.rule(item, "calculation"))
            yield found(codes.BOOLEAN_STORED if stored else codes.BARE_TRUTH, rule.cell, name=item.name)
    for left, _, right in comparisons(tree):
        for side, other in ((left, right), (right, left)):
            item = rule.target(side)
            if item is not None and literal(other) and is_truth(form.rule(item, "calculation")):
                yield found(codes.BOOLEAN_STORED, rule.cell, name=item.name)


def is_truth(rule: Rule | None) -> bool:
    """Whether a calculation gives true or false."""
    tree = rule.tree if rule is not None else None
    if isinstance(tree, Call):
        return tree.name in _TRUTHS
    return isinstance(tree, Chain) and tree.rest[0][0] in _COMPARING


def _conditions(rule: Rule, tree: Node) -> Iterator[Node]:
    """The pieces that are asked whether they are true."""
    if rule.role in ("relevant", "required", "readonly", "constraint"):
        yield tree
    for node in walk(tree):
        if isinstance(node, Call) and node.name in ("if", "not", "boolean") and node.args:
            yield node.args[0]
        elif isinstance(node, Chain) and node.rest[0][0] in ("and", "or"):
            yield node.first
            yield from (one for _, one in node.rest)
