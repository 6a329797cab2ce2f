"""A compiled expression: what it answers and what it reads."""

from __future__ import annotations

from fieldapp.xpath.code import Code, boolean, nodes, number, string
from fieldapp.xpath.compiler import Compiler
from fieldapp.xpath.model import Context, NodeSet, Reference, Value
from fieldapp.xpath.parser import parse
from fieldapp.xpath.reading import Reader

VOLATILE = frozenset(("now", "today", "random", "uuid"))


class Expression:
    """Compiled once, evaluated often. Made by `compile`.

    Evaluating never fails because of answers: what cannot be converted is NaN or "".
    """

    __slots__ = (
        "_boolean", "_code", "_nodes", "_number", "_string", "functions", "references", "text", "volatile",
    )  # fmt: skip

    def __init__(self, text: str, code: Code, reader: Reader) -> None:
        self.text = text
        self.references: tuple[Reference, ...] = tuple(reader.found)
        self.functions = frozenset(reader.functions)
        self.volatile = not VOLATILE.isdisjoint(self.functions)
        """Holds now(), today(), random() or uuid(): the answer changes without any node changing."""
        self._code = code
        self._string, self._number = string(code), number(code)
        self._boolean, self._nodes = boolean(code), nodes(code)

    def evaluate(self, context: Context) -> Value:
        """The value; a path gives its nodes."""
        return self._code.run(context)

    def atom(self, context: Context) -> Value:
        """The value; a path gives that of its node ("" for none), or its nodes if there are several."""
        return self._code.peek(context)

    def nodes(self, context: Context) -> NodeSet:
        """The nodes; none when the expression is no path."""
        return self._nodes(context)

    def string(self, context: Context) -> str:
        return self._string(context)

    def number(self, context: Context) -> float:
        return self._number(context)

    def boolean(self, context: Context) -> bool:
        return self._boolean(context)

    def __repr__(self) -> str:
        return f"Expression({self.text!r})"


def compile(text: str, context: tuple[str, ...] = ()) -> Expression:
    """Read `text`, standing on the node of these names: ("data", "r", "b"). XPathError when it cannot be."""
    tree = parse(text)
    code = Compiler(text, context).compile(tree)
    return Expression(text, code, Reader(tree, context))
