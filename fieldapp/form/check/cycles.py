"""Questions that depend on each other in a circle."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.form.check import codes_rules as codes
from fieldapp.form.check.finding import Finding, found
from fieldapp.form.check.rules import Rule, is_self, parts
from fieldapp.form.check.survey import Item, Survey
from fieldapp.xpath.tree import Call, Node

_DEPENDS = ("calculation", "relevant")
Edges = dict[Item, dict[Item, Rule]]


def check_cycles(survey: Survey, rules: list[Rule]) -> Iterator[Finding]:
    """Each circle once, at the rule of its first question."""
    edges: Edges = {item: {} for item in survey.items}
    for rule in rules:
        if rule.item is not None and rule.role in _DEPENDS and rule.tree is not None:
            if _reads_itself(rule):
                yield found(codes.SELF, rule.cell, name=rule.item.name, column=rule.cell.heading)
            _join(edges, rule)
    for circle in _circles(edges):
        first = edges[circle[0]][circle[1]]
        path = " → ".join(item.name for item in circle)
        yield found(codes.CYCLE, first.cell, path=path)


def _reads_itself(rule: Rule) -> bool:
    assert rule.item is not None
    assert rule.tree is not None
    named = rule.item in rule.items
    return named or _self_used(rule.tree)


def _self_used(node: Node) -> bool:
    """Whether `.` is read; once(.) and position(.) are not, nor a `.` inside a predicate."""
    if is_self(node):
        return True
    if isinstance(node, Call) and node.name in ("once", "position"):
        return False
    return any(_self_used(part) for part in parts(node, predicates=False))


def _join(edges: Edges, rule: Rule) -> None:
    """A condition of a group holds for all inside it."""
    assert rule.item is not None
    readers = [rule.item]
    if rule.role == "relevant":
        readers = list(_inside(rule.item))
    for reader in readers:
        for item in rule.items:
            if reader is not item or reader is not rule.item:
                edges[reader].setdefault(item, rule)


def _inside(item: Item) -> Iterator[Item]:
    yield item
    for child in item.children:
        yield from _inside(child)


def _circles(edges: Edges) -> Iterator[list[Item]]:
    """A shortest circle through each question that no circle was told for yet."""
    told: set[Item] = set()
    for item in edges:
        if item not in told and edges[item]:
            circle = _back_to(item, edges)
            if circle and told.isdisjoint(circle):
                yield circle
            told.update(circle)


def _back_to(start: Item, edges: Edges) -> list[Item]:
    """The shortest way from a question to itself, ends included; empty when there is none."""
    came: dict[Item, Item] = {}
    queue = [start]
    for at in queue:
        for item in edges[at]:
            if item is start:
                return _way(start, at, came)
            if item not in came:
                came[item] = at
                queue.append(item)
    return []


def _way(start: Item, last: Item, came: dict[Item, Item]) -> list[Item]:
    way = [start, last] if last is not start else [start]
    while way[-1] is not start and came[way[-1]] is not start:
        way.append(came[way[-1]])
    return [start, *reversed(way[1:]), start]
