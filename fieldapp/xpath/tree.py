"""The syntax tree of an expression, and its way back to text."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Literal:
    value: str


@dataclass(slots=True)
class Number:
    value: float
    text: str


@dataclass(slots=True)
class Variable:
    name: str
    at: int = field(default=0, compare=False)


@dataclass(slots=True)
class Call:
    name: str
    args: list[Node]
    at: int = field(default=0, compare=False)


@dataclass(slots=True)
class Negate:
    """`count` minus signs in front of one operand."""

    operand: Node
    count: int


@dataclass(slots=True)
class Chain:
    """Operators of one precedence, left to right: `a - b + c`. One node, so that long sums nest nothing."""

    first: Node
    rest: list[tuple[str, Node]]


@dataclass(slots=True)
class Step:
    """`test`: a name, `*`, `p:*`, `node()`, `text()`, `comment()` or `processing-instruction()`."""

    axis: str
    test: str
    predicates: list[Node]

    @property
    def plain_child(self) -> bool:
        """`name` and nothing more."""
        return self.axis == "child" and not self.predicates and self.test[-1] not in "*)"

    @property
    def plain_parent(self) -> bool:
        return self.axis == "parent" and self.test == "node()" and not self.predicates

    @property
    def plain_self(self) -> bool:
        return self.axis == "self" and self.test == "node()" and not self.predicates


@dataclass(slots=True)
class Path:
    """`start`: None for a relative path, "/" for an absolute one, else what stands before the first slash."""

    start: Node | str | None
    steps: list[Step]


@dataclass(slots=True)
class Filter:
    """A bracketed expression or call with predicates: `(a | b)[1]`."""

    operand: Node
    predicates: list[Node]


Node = Literal | Number | Variable | Call | Negate | Chain | Path | Filter

LEVEL = {"or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4}
LEVEL |= {"+": 5, "-": 5, "*": 6, "div": 6, "mod": 6, "|": 8}
"""How tightly binary operators bind; a minus sign in front is 7."""


def unparse(node: Node) -> str:
    """Text that parses to an equal tree."""
    match node:
        case Literal(value):
            return f'"{value}"' if "'" in value else f"'{value}'"
        case Number(_, text):
            return text
        case Variable(name):
            return f"${name}"
        case Call(name, args):
            return f"{name}({', '.join(map(unparse, args))})"
        case Negate(operand, count):
            return "-" * count + _bracketed(operand, 8)
        case Chain(first, rest):
            return _unparse_chain(first, rest)
        case Filter(operand, predicates):
            return _primary(operand) + _unparse_predicates(predicates)
        case Path(start, steps):
            return _unparse_start(start) + "/".join(map(_unparse_step, steps))


def _unparse_chain(first: Node, rest: list[tuple[str, Node]]) -> str:
    level = LEVEL[rest[0][0]]
    pieces = [_bracketed(first, level + 1)]
    pieces += [f"{operator} {_bracketed(operand, level + 1)}" for operator, operand in rest]
    return " ".join(pieces)


def _bracketed(node: Node, least: int) -> str:
    """`node` as an operand of something that binds as tightly as `least`."""
    text = unparse(node)
    return text if _level(node) >= least else f"({text})"


def _level(node: Node) -> int:
    if isinstance(node, Chain):
        return LEVEL[node.rest[0][0]]
    return 7 if isinstance(node, Negate) else 9


def _primary(node: Node) -> str:
    text = unparse(node)
    return text if isinstance(node, Literal | Number | Variable | Call) else f"({text})"


def _unparse_start(start: Node | str | None) -> str:
    if start is None or isinstance(start, str):
        return start or ""
    return (unparse(start) if isinstance(start, Filter) else _primary(start)) + "/"


def _unparse_step(step: Step) -> str:
    return f"{step.axis}::{step.test}" + _unparse_predicates(step.predicates)


def _unparse_predicates(predicates: list[Node]) -> str:
    return "".join(f"[{unparse(predicate)}]" for predicate in predicates)
