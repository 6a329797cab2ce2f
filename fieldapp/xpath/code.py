"""One compiled piece of an expression, and how it is asked for a number, a text, a truth value or nodes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from fieldapp.xpath.model import Context, NodeSet, Value
from fieldapp.xpath.values import to_boolean, to_number, to_string

Kind = Literal["string", "number", "boolean", "moment", "nodes", "any"]
Run = Callable[[Context], Value]
Text = Callable[[Context], str]
Float = Callable[[Context], float]
Truth = Callable[[Context], bool]
Nodes = Callable[[Context], NodeSet]


@dataclass(slots=True)
class Code:
    """`run` gives the value, a node-set as its nodes.

    `peek` gives the same, but a node-set of one node as the value of that node and an empty one as "",
    so that the usual single node needs no list. `constant` is the value of a literal.
    """

    kind: Kind
    run: Run
    peek: Run
    constant: str | float | None = None


def plain(kind: Kind, run: Run) -> Code:
    """Code that never gives nodes."""
    return Code(kind, run, run)


def literal(value: str | float) -> Code:
    def run(_: Context) -> Value:
        return value

    return Code("string" if isinstance(value, str) else "number", run, run, value)


def string(code: Code) -> Text:
    peek = code.peek
    if code.constant is not None:
        text = to_string(code.constant)
        return lambda _: text

    def as_string(context: Context) -> str:
        value = peek(context)
        return value if isinstance(value, str) else to_string(value)

    return as_string


def number(code: Code) -> Float:
    peek = code.peek
    if code.constant is not None:
        constant = to_number(code.constant)
        return lambda _: constant

    def as_number(context: Context) -> float:
        value = peek(context)
        return value if type(value) is float else to_number(value)

    return as_number


def boolean(code: Code) -> Truth:
    peek = code.peek

    def as_boolean(context: Context) -> bool:
        value = peek(context)
        return value if isinstance(value, bool) else to_boolean(value)

    return as_boolean


def nodes(code: Code) -> Nodes:
    """No nodes from what turns out to be no node-set."""
    run = code.run

    def as_nodes(context: Context) -> NodeSet:
        value = run(context)
        return value if isinstance(value, list) else []

    return as_nodes
