"""Whether each expression can be read: brackets, functions, references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fieldapp.form.check import codes_rules as codes
from fieldapp.form.check.finding import Finding, found
from fieldapp.form.check.headings import nearest
from fieldapp.form.check.rules import NAME, Rule, literal, walk
from fieldapp.xpath import FUNCTIONS, XPathError, compile
from fieldapp.xpath.tree import Call, Node, Path

_STRINGS = re.compile(r"\"[^\"]*\"|'[^']*'")
_LOST = re.compile(
    r"\$\{[^}]*$|\$\{[^}]*[^\w}.\-#\s][^}]*\}|\$\s+\{[^}]*\}|\$\([^)]*\)|\$[^\W\d]\w*\}?|(?<!\$)\{[^}]*\}"
)
_PAIRS = {")": "(", "]": "["}


def check_expressions(rule: Rule, root: str) -> Iterator[Finding]:
    """All faults of one cell that keep it from being understood."""
    malformed = list(_malformed(rule))
    yield from malformed
    yield from _references(rule)
    if rule.fault is not None:
        if not malformed:
            yield _unreadable(rule, rule.fault)
    elif rule.tree is not None:
        yield from _calls(rule, rule.tree, root)
        yield from _paths(rule, rule.tree, root)
        yield from _bare(rule, rule.tree)


def _malformed(rule: Rule) -> Iterator[Finding]:
    text = rule.cell.text if rule.role == "text" else _STRINGS.sub("", rule.cell.text)
    for match in _LOST.finditer(text):
        if rule.role != "text" or match[0].startswith("${"):
            yield found(codes.MALFORMED_REFERENCE, rule.cell, text=match[0])
    for name in rule.names:
        if not NAME.match(name.removeprefix("last-saved#")) and not _LOST.match(f"${{{name}}}"):
            yield found(codes.MALFORMED_REFERENCE, rule.cell, text=f"${{{name}}}")


def _references(rule: Rule) -> Iterator[Finding]:
    for name in dict.fromkeys(rule.names):
        bare = name.removeprefix("last-saved#")
        there = rule.survey.by_name.get(bare, [])
        if len(there) > 1:
            rows = ", ".join(str(item.line.row) for item in there)
            yield found(codes.AMBIGUOUS_REFERENCE, rule.cell, name=bare, rows=rows)
        if not there and NAME.match(bare):
            yield found(codes.UNKNOWN_REFERENCE, rule.cell, nearest(bare, rule.survey.by_name), name=bare)


def _unreadable(rule: Rule, fault: XPathError) -> Finding:
    text = _STRINGS.sub("", rule.text)
    if "'" in text or '"' in text:
        return found(codes.UNBALANCED_QUOTES, rule.cell)
    if not _balanced(text):
        return found(codes.UNBALANCED_BRACKETS, rule.cell, why=rule.readable(fault.why))
    return found(codes.UNREADABLE, rule.cell, why=rule.readable(fault.why))


def _balanced(text: str) -> bool:
    open_: list[str] = []
    for sign in text:
        if sign in "([":
            open_.append(sign)
        elif sign in _PAIRS and (not open_ or open_.pop() != _PAIRS[sign]):
            return False
    return not open_


def _calls(rule: Rule, tree: Node, root: str) -> Iterator[Finding]:
    faults = [one for node in walk(tree) if isinstance(node, Call) for one in _call(rule, node)]
    yield from faults
    if not faults:
        yield from _uncompilable(rule, root)


def _call(rule: Rule, call: Call) -> Iterator[Finding]:
    known = FUNCTIONS.get(call.name)
    if known is None:
        yield found(codes.UNKNOWN_FUNCTION, rule.cell, nearest(call.name, FUNCTIONS), name=call.name)
    elif not known.accepts(len(call.args)):
        yield found(
            codes.ARGUMENT_COUNT, rule.cell, name=call.name, wanted=known.wanted(), count=len(call.args)
        )
    elif call.name == "regex":
        yield from _pattern(rule, literal(call.args[1]))


def _pattern(rule: Rule, pattern: str | None) -> Iterator[Finding]:
    if pattern is not None:
        try:
            re.compile(pattern)
        except re.error as error:
            yield found(codes.BAD_PATTERN, rule.cell, why=error.msg)


def _uncompilable(rule: Rule, root: str) -> Iterator[Finding]:
    """What the engine's compiler alone refuses."""
    try:
        compile(rule.spelled_out(root), (root, *(rule.item.path if rule.item else ())))
    except XPathError as error:
        yield found(codes.UNREADABLE, rule.cell, why=rule.readable(error.why))


def _paths(rule: Rule, tree: Node, root: str) -> Iterator[Finding]:
    known = {item.path for item in rule.survey.items}
    for node in walk(tree):
        if isinstance(node, Path) and node.start == "/" and node.steps and rule.name_at(node) is None:
            names = tuple(step.test for step in node.steps if step.axis == "child")
            plain = len(names) == len(node.steps) and names[0] == root and names[1:2] != ("meta",)
            if plain and len(names) > 1 and names[1:] not in known:
                path = "/" + "/".join(names)
                near = nearest(path, ["/".join(("", root, *one)) for one in known])
                yield found(codes.UNKNOWN_PATH, rule.cell, near, path=path)


def _bare(rule: Rule, tree: Node) -> Iterator[Finding]:
    """A name without braces is a child of the own node, which a question does not have."""
    if rule.role == "choice_filter" or (rule.item is not None and rule.item.is_group):
        return
    for node in walk(tree, predicates=False):
        if (
            isinstance(node, Path)
            and node.start is None
            and len(node.steps) == 1
            and node.steps[0].plain_child
        ):
            name = node.steps[0].test
            kind = codes.BARE_NAME if name in rule.survey.by_name else codes.BARE_WORD
            yield found(kind, rule.cell, name=name)
