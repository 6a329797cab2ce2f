"""Conditions as alternatives of simple comparisons, and whether any of them can hold."""

from __future__ import annotations

import math
from datetime import date

from fieldapp.form.check.context import Form
from fieldapp.form.check.domains import Atom, Domain, as_number
from fieldapp.form.check.rules import Rule, is_self, literal, walk
from fieldapp.form.check.survey import Item
from fieldapp.xpath import unparse
from fieldapp.xpath.tree import Call, Chain, Literal, Node, Number

MOST = 300
"""Alternatives looked at; a condition with more counts as possible."""
Alternatives = list[list[Atom]]
_ANYTHING: Alternatives = [[]]
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_CHANCE = {"random", "uuid", "now", "today", "randomize"}
_COUNTS = {"count-selected", "string-length", "count", "count-non-empty", "position"}


class Reasoner:
    """Conditions of one form; what it does not understand counts as possible."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.domains: dict[str, Domain] = {}

    def alternatives(self, rule: Rule, negated: bool = False) -> Alternatives:
        """Each alternative a list of comparisons that must all hold; none: never true."""
        return _Splitter(self, rule).split(rule.tree, negated) if rule.tree is not None else _ANYTHING

    def possible(self, alternatives: Alternatives) -> bool:
        """Whether any alternative can hold."""
        return any(map(self._holds, alternatives))

    def _holds(self, atoms: list[Atom]) -> bool:
        by_subject: dict[str, list[Atom]] = {}
        for atom in atoms:
            by_subject.setdefault(atom.subject, []).append(atom)
        return all(self._fits(subject, group) for subject, group in by_subject.items())

    def _fits(self, subject: str, atoms: list[Atom]) -> bool:
        domain = self.domains.get(subject, Domain())
        return any(
            all(atom.holds(value) for atom in atoms) for value in domain.values(a.value for a in atoms)
        )

    def domain(self, item: Item, asked: bool) -> Domain:
        """What a question can answer. `asked`: a constraint looks at it, so it is not empty."""
        codes = self.form.codes_of(item)
        if codes is not None and not item.kind.several:
            return Domain(codes=codes, empty=not asked)
        if item.kind.value == "number":
            low, high = _range(item)
            whole = item.kind.base in ("integer", "int")
            return Domain(numbers=True, whole=whole, least=low, most=high, empty=not asked)
        return Domain(empty=not asked)


def _range(item: Item) -> tuple[float, float]:
    """The ends of a range question."""
    given = dict(part.partition("=")[::2] for part in item.line.get("parameters").replace(",", " ").split())
    ends = [as_number(given.get(key, "")) for key in ("start", "end")] if item.kind.base == "range" else []
    known = sorted(end for end in ends if end == end)
    return (known[0], known[1]) if len(known) == 2 else (float("-inf"), float("inf"))


def both(left: Alternatives, right: Alternatives) -> Alternatives:
    """Alternatives of `left and right`."""
    if len(left) * len(right) > MOST:
        return _ANYTHING
    return [a + b for a in left for b in right]


class _Splitter:
    def __init__(self, reasoner: Reasoner, rule: Rule) -> None:
        self.reasoner = reasoner
        self.rule = rule

    def split(self, node: Node, negated: bool) -> Alternatives:
        match node:
            case Call("true", _):
                return [] if negated else _ANYTHING
            case Call("false", _):
                return _ANYTHING if negated else []
            case Call("not" | "boolean", [inner]):
                return self.split(inner, negated != (node.name == "not"))
            case Call("selected" | "is-selected", [where, code]):
                return self._selected(where, literal(code), negated)
            case Chain(first, rest) if rest[0][0] in ("and", "or"):
                return self._joined(
                    [first, *(one for _, one in rest)], (rest[0][0] == "and") != negated, negated
                )
            case Chain(first, [(operator, second)]) if operator in _FLIPPED:
                return self._compared(first, operator, second, negated)
            case Literal() | Number():
                return _ANYTHING if _truth(node) != negated else []
        return _ANYTHING

    def _joined(self, nodes: list[Node], all_: bool, negated: bool) -> Alternatives:
        pieces = [self.split(node, negated) for node in nodes]
        if not all_:
            listed = [one for piece in pieces for one in piece]
            return listed if len(listed) <= MOST else _ANYTHING
        joined = _ANYTHING
        for piece in pieces:
            joined = both(joined, piece)
        return joined

    def _selected(self, where: Node, code: str | None, negated: bool) -> Alternatives:
        item = self.rule.target(where)
        if item is None or code is None or self._elsewhere(item):
            return _ANYTHING
        codes = self.reasoner.form.codes_of(item)
        if codes is not None and code not in codes:
            return _ANYTHING if negated else []
        if item.kind.value == "select_one":
            return [[Atom(self._subject(where, item), "=", code, False, negated)]]
        subject = f"selected({item.path}, {code})"
        self.reasoner.domains[subject] = Domain(codes=("1", "0"), empty=False)
        return [[Atom(subject, "=", "1", False, negated)]]

    def _compared(self, first: Node, operator: str, second: Node, negated: bool) -> Alternatives:
        left, right = constant(first), constant(second)
        if left is not None and right is None:
            return self._compared(second, _FLIPPED[operator], first, negated)
        if right is None or _senseless(operator, right):
            return _ANYTHING
        numeric = not isinstance(second, Literal) or self._is_number(first)
        if left is not None:
            fixed = Atom("", operator, right, numeric or isinstance(first, Number), negated)
            return _ANYTHING if fixed.holds(left) else []
        subject = self._known(first)
        return [[Atom(subject, operator, right, numeric, negated)]] if subject else _ANYTHING

    def _is_number(self, node: Node) -> bool:
        item = self.rule.target(node)
        return item is not None and item.kind.value == "number"

    def _known(self, node: Node) -> str:
        """The name of what is compared, "" where it may be two different things in one condition."""
        item = self.rule.target(node)
        if item is not None:
            return "" if self._elsewhere(item) else self._subject(node, item)
        calls = {one.name for one in walk(node) if isinstance(one, Call)}
        if calls & _CHANCE or any(map(self._elsewhere, self.rule.items)):
            return ""
        subject = self._text(node)
        counted = isinstance(node, Call) and node.name in _COUNTS
        self.reasoner.domains[subject] = Domain(numbers=True, whole=True, least=0) if counted else Domain()
        return subject

    def _text(self, node: Node) -> str:
        """The piece of expression with the names of questions in place of their numbers."""
        text = self.rule.readable(unparse(node))
        return f"{text} at {self.rule.item.path if self.rule.item and '.' in text else ''}"

    def _subject(self, node: Node, item: Item) -> str:
        asked = self.rule.role == "constraint" and item is self.rule.item
        subject = f"{item.path} {asked}" if is_self(node) or asked else f"{item.path} False"
        self.reasoner.domains[subject] = self.reasoner.domain(item, asked)
        return subject

    def _elsewhere(self, item: Item) -> bool:
        """Whether the question stands in a repeat that the rule is not in: it has several values then."""
        here = self.rule.item.repeats if self.rule.item is not None else ()
        return any(repeat not in here for repeat in item.repeats)


def _senseless(operator: str, value: str) -> bool:
    """More or less than a word: not impossible, but wrong in another way, which other checks tell."""
    return operator[0] in "<>" and math.isnan(as_number(value))


def constant(node: Node) -> str | None:
    """A literal, or the day of `date('2024-01-31')` as a number."""
    if isinstance(node, Call) and node.name == "date" and len(node.args) == 1:
        try:
            return str(date.fromisoformat(literal(node.args[0]) or "").toordinal())
        except ValueError:
            return None
    return literal(node)


def _truth(node: Literal | Number) -> bool:
    return bool(node.value)
