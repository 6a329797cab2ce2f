"""Expressions of the workbook: text with `${names}` to a tree, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fieldapp.form.check.finding import Cell
from fieldapp.form.check.headings import TRANSLATED
from fieldapp.form.check.survey import Item, Survey
from fieldapp.form.check.workbook import Book
from fieldapp.xpath import XPathError, parse
from fieldapp.xpath.tree import Call, Chain, Filter, Literal, Negate, Node, Number, Path

ROLES = (
    "relevant",
    "required",
    "readonly",
    "constraint",
    "calculation",
    "choice_filter",
    "repeat_count",
    "warning",
    "final",
)
_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_PIECE = re.compile(r"\"[^\"]*\"|'[^']*'|\$\{[^{}]*\}")
_PLACE = "ꙮ"
"""Begins the names that stand for `${names}`: a letter that no form uses."""
_PLACED = re.compile(rf"{_PLACE}(\d+)")
_WORDS = {"yes": "true()", "true": "true()", "no": "false()", "false": "false()"}
_CURLY = str.maketrans("‘’“”", "''\"\"")
_CALL = re.compile(r"(?:^|[^\w.-])[a-z][\w-]*(?::[a-z-]+)?\(")
NAME = re.compile(r"[^\W\d][\w.\-]*\Z")


@dataclass
class Rule:
    """One cell that names questions; `tree` is None where it is text or cannot be read."""

    item: Item | None
    role: str
    cell: Cell
    survey: Survey
    names: list[str] = field(default_factory=list)
    """What stands in braces, in order."""
    text: str = ""
    tree: Node | None = None
    fault: XPathError | None = None

    def name_at(self, node: Node | str | None) -> str | None:
        """The name in braces, when the node is nothing but one."""
        if isinstance(node, Path) and node.start == "/" and len(node.steps) == 1:
            test = node.steps[0].test
            place = _PLACED.fullmatch(test)
            if place is not None and not node.steps[0].predicates and int(place[1]) < len(self.names):
                return self.names[int(place[1])]
        return None

    def target(self, node: Node | str | None) -> Item | None:
        """The question a node means: `${name}`, or `.` for the own one."""
        if is_self(node):
            return self.item
        name = self.name_at(node)
        return self.survey.one(name) if name is not None else None

    @property
    def items(self) -> list[Item]:
        """All questions named, each once."""
        found = (self.survey.one(name) for name in self.names)
        return list(dict.fromkeys(item for item in found if item is not None))

    def spelled_out(self, root: str) -> str:
        """The expression with whole paths, as the engine reads it."""

        def path(match: re.Match[str]) -> str:
            at = int(match[1])
            item = self.survey.one(self.names[at]) if at < len(self.names) else None
            return "/".join((root, *item.path)) if item is not None else f"{root}/unknown"

        return _PLACED.sub(path, self.text)

    def readable(self, text: str) -> str:
        """Text of ours with the author's names in it again."""

        def name(match: re.Match[str]) -> str:
            at = int(match[1])
            return self.names[at] if at < len(self.names) else match[0]

        return _PLACED.sub(name, text)


def is_self(node: Node | str | None) -> bool:
    """Whether the node is `.`."""
    return isinstance(node, Path) and node.start is None and len(node.steps) == 1 and node.steps[0].plain_self


def read_rules(book: Book, survey: Survey) -> list[Rule]:
    """All expressions and texts of the survey, and those of the settings."""
    rules = [rule for item in survey.items for rule in _of_item(item, survey)]
    for line in book.sheet("settings").lines[:1]:
        if line.get("instance_name"):
            rules.append(_rule(None, "instance_name", line.at("instance_name"), survey))
    return rules


def _of_item(item: Item, survey: Survey) -> Iterator[Rule]:
    for role in ROLES:
        if item.line.get(role):
            yield _rule(item, role, item.line.at(role), survey)
    default = item.line.get("default")
    if default and _dynamic(default, item):
        yield _rule(item, "default", item.line.at("default"), survey)
    if item.line.get("trigger"):
        yield _text(item, item.line.at("trigger"), survey)
    for base in TRANSLATED:
        for cell in item.line.of(base).values():
            if "${" in cell.text:
                yield _text(item, cell, survey)


def _dynamic(default: str, item: Item) -> bool:
    """Whether pyxform would take a default for an expression."""
    return "${" in default or bool(_CALL.search(default) and item.kind.value not in ("text", "file", "place"))


def _text(item: Item | None, cell: Cell, survey: Survey) -> Rule:
    return Rule(item, "text", cell, survey, [found.strip() for found in _REFERENCE.findall(cell.text)])


def _rule(item: Item | None, role: str, cell: Cell, survey: Survey) -> Rule:
    rule = Rule(item, role, cell, survey)
    rule.text = _substituted(cell.text.translate(_CURLY), rule.names)
    rule.text = _WORDS.get(rule.text.strip().lower(), rule.text) if role != "calculation" else rule.text
    try:
        rule.tree = parse(rule.text)
    except XPathError as error:
        rule.fault = error
    return rule


def _substituted(text: str, names: list[str]) -> str:
    """`${x}` as a path that no form has; inside quotation marks without slash, as it is text there."""

    def replace(match: re.Match[str]) -> str:
        if match[0][0] in "\"'":
            return _REFERENCE.sub(lambda inner: _noted(inner[1], names), match[0])
        return f" /{_noted(match[0][2:-1], names)} "

    return _PIECE.sub(replace, text)


def _noted(name: str, names: list[str]) -> str:
    names.append(name.strip())
    return f"{_PLACE}{len(names) - 1}"


def walk(node: Node, predicates: bool = True) -> Iterator[Node]:
    """The node and all below it."""
    yield node
    for child in parts(node, predicates):
        yield from walk(child, predicates)


def parts(node: Node, predicates: bool = True) -> list[Node]:
    """What stands directly inside a node."""
    match node:
        case Call(_, args):
            return list(args)
        case Chain(first, rest):
            return [first, *(operand for _, operand in rest)]
        case Negate(operand, _):
            return [operand]
        case Filter(operand, inner):
            return [operand, *(inner if predicates else [])]
        case Path(start, steps):
            own = [] if start is None or isinstance(start, str) else [start]
            return own + ([one for step in steps for one in step.predicates] if predicates else [])
    return []


def comparisons(node: Node) -> Iterator[tuple[Node, str, Node]]:
    """All `a op b` of comparing operators."""
    for one in walk(node):
        if isinstance(one, Chain) and one.rest[0][0] in ("=", "!=", "<", "<=", ">", ">="):
            left = one.first
            for operator, right in one.rest:
                yield left, operator, right
                left = right


def literal(node: Node) -> str | None:
    """The text of a literal or number, None for anything else."""
    if isinstance(node, Negate) and node.count == 1 and isinstance(node.operand, Number):
        return "-" + node.operand.text
    if isinstance(node, Number):
        return node.text
    return node.value if isinstance(node, Literal) else None
