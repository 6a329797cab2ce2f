"""What the two reference engines do differently (docs/engine.md): one sentence to the author, at the cell."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.form.check import codes_portable as codes
from fieldapp.form.check.context import Form
from fieldapp.form.check.finding import Finding, found
from fieldapp.form.check.moments import check_moments
from fieldapp.form.check.rules import Rule, literal, parts, walk
from fieldapp.form.check.survey import Item
from fieldapp.form.check.truths import check_truths
from fieldapp.xpath.tree import Call, Chain, Filter, Negate, Node, Number, Path

_INSTEAD = {
    "floor": "int()", "ceiling": "int() + 1", "last": "count()", "substring": "substr()", "id": "a predicate",
    "lang": "a question about it", "name": "a text", "local-name": "a text", "namespace-uri": "a text",
}  # fmt: skip
_WEB_LACKS = {"extract-signed", "geofence", "intersects", "property", "version", "depend", "is-selected"}
_WEB_LACKS |= {"enclosed-area"}
_TAKES_MANY = {
    "count",
    "count-non-empty",
    "sum",
    "min",
    "max",
    "join",
    "position",
    "randomize",
    "indexed-repeat",
}
_TAKES_MANY |= {"concat", "area", "distance", "enclosed-area", "once"}


def check_portable(form: Form, rule: Rule) -> Iterator[Finding]:
    """All of one expression, each sort once."""
    if rule.tree is None:
        return
    told: set[tuple[str, str]] = set()
    for finding in _all(form, rule, rule.tree):
        if (finding.code, finding.what) not in told:
            told.add((finding.code, finding.what))
            yield finding


def _all(form: Form, rule: Rule, tree: Node) -> Iterator[Finding]:
    for node in walk(tree):
        yield from _of_node(rule, node, form.root)
    yield from check_moments(rule, tree)
    yield from check_truths(form, rule, tree)
    if rule.role not in ("choice_filter", "repeat_count"):
        yield from _many(rule, tree)
    if rule.role == "repeat_count":
        yield from _shrinking(rule)


def _of_node(rule: Rule, node: Node, root: str) -> Iterator[Finding]:
    match node:
        case Call():
            yield from _call(rule, node)
        case Chain(_, rest) if rest[0][0] == "|":
            yield _refused(rule, "|", "if()")
        case Negate(_, count) if count > 1:
            yield found(codes.WEB_REFUSES, rule.cell, name="-" * count)
        case Path():
            yield from _path(rule, node, root)
        case Filter(_, predicates):
            yield from _numbers(rule, predicates)


def _refused(rule: Rule, name: str, instead: str) -> Finding:
    return found(codes.COLLECT_REFUSES, rule.cell, name=name, instead=instead)


def _call(rule: Rule, call: Call) -> Iterator[Finding]:
    if call.name in _INSTEAD:
        yield _refused(rule, f"{call.name}()", _INSTEAD[call.name])
    elif call.name in _WEB_LACKS:
        yield found(codes.WEB_REFUSES, rule.cell, name=f"{call.name}()")
    elif call.name == "coalesce" and len(call.args) > 2:
        yield _refused(rule, "coalesce(a, b, c)", "coalesce(a, coalesce(b, c))")
    elif call.name == "regex":
        yield from _pattern(rule, literal(call.args[-1]))
    elif call.name == "round" and any(isinstance(one, Negate) for one in walk(call)):
        yield found(codes.EMPTY_ROUND, rule.cell)
    elif call.name == "sum":
        yield from _sum(rule, call)


def _pattern(rule: Rule, pattern: str | None) -> Iterator[Finding]:
    if pattern and not (pattern.startswith(("^", ".*")) and (pattern.endswith(("$", ".*")))):
        yield found(codes.PARTIAL_PATTERN, rule.cell)


def _sum(rule: Rule, call: Call) -> Iterator[Finding]:
    item = rule.target(call.args[0]) if call.args else None
    if item is not None and item.kind.value == "number" and not item.line.get("calculation"):
        yield found(codes.EMPTY_SUM, rule.cell, name=item.name)


def _path(rule: Rule, path: Path, root: str) -> Iterator[Finding]:
    for step in path.steps:
        yield from _numbers(rule, step.predicates)
        if step.axis == "attribute":
            yield _refused(rule, f"@{step.test}", "a question")
        elif step.axis not in ("child", "parent", "self"):
            name = "//" if step.axis == "descendant-or-self" else f"{step.axis}::"
            yield _refused(rule, name, "the whole path")
        elif step.test == "*":
            yield _refused(rule, "*", "the name")
    yield from _absolute(rule, path, root)


def _numbers(rule: Rule, predicates: list[Node]) -> Iterator[Finding]:
    for predicate in predicates:
        if isinstance(predicate, Number):
            yield found(codes.NUMBER_PREDICATE, rule.cell, text=predicate.text)


def _absolute(rule: Rule, path: Path, root: str) -> Iterator[Finding]:
    """A path written out that enters a repeat the rule stands in."""
    if path.start != "/" or rule.item is None or rule.name_at(path) is not None or not path.steps:
        return
    names = tuple(step.test for step in path.steps)
    own = [(root, *repeat.path) for repeat in rule.item.repeats]
    if any(names[: len(repeat)] == repeat for repeat in own) and not _positioned(path):
        yield found(codes.ABSOLUTE_IN_REPEAT, rule.cell, path="/" + "/".join(names))


def _positioned(path: Path) -> bool:
    return any(step.predicates for step in path.steps)


def _many(rule: Rule, node: Node, allowed: bool = False) -> Iterator[Finding]:
    """Questions of a repeat named outside of it, where one value is wanted."""
    item = rule.target(node)
    if item is not None and not allowed:
        repeat = _foreign(rule, item)
        if repeat is not None:
            yield found(codes.MANY_VALUES, rule.cell, name=item.name, repeat=repeat.name)
    takes = isinstance(node, Call) and node.name in _TAKES_MANY
    for part in parts(node, predicates=False):
        yield from _many(rule, part, takes)


def _foreign(rule: Rule, item: Item) -> Item | None:
    """The repeat that the question is in and the rule is not."""
    here = rule.item.repeats if rule.item is not None else ()
    around = item.repeats[:-1] if item.is_repeat else item.repeats
    return next((repeat for repeat in around if repeat not in here), None)


def _shrinking(rule: Rule) -> Iterator[Finding]:
    """A count that a person can change; the number is named rather than what it depends on."""
    asked = [item for item in rule.items if not item.kind.silent and item.kind.value != "note"]
    numbers = [item for item in asked if item.kind.value == "number"]
    for item in (numbers or asked)[:1]:
        yield found(codes.COUNT_SHRINKS, rule.cell, name=item.name)
