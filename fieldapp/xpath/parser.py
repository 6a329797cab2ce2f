"""Tokens to a tree: the whole grammar of XPath 1.0."""

from __future__ import annotations

from fieldapp.wording import tr
from fieldapp.xpath.joining import MINUS, reduce
from fieldapp.xpath.model import XPathError
from fieldapp.xpath.tokens import Token, tokenize
from fieldapp.xpath.tree import (
    LEVEL,
    Call,
    Filter,
    Literal,
    Node,
    Number,
    Path,
    Step,
    Variable,
)

DEEPEST = 100
"""Brackets inside brackets. Far beyond any form, and safely inside Python's own limit."""

AXES = {"ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self", "following"}
AXES |= {"following-sibling", "namespace", "parent", "preceding", "preceding-sibling", "self"}
_NODE_TYPES = frozenset(("node", "text", "comment", "processing-instruction"))
_ANY_DEPTH = Step("descendant-or-self", "node()", [])


def parse(text: str) -> Node:
    """The tree of an expression; XPathError with place and reason when it is none."""
    parser = _Parser(text)
    tree = parser.expression()
    if parser.token.kind != "end":
        raise parser.error(tr("{found} cannot stand here", found=parser.token.text))
    return tree


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokenize(text)
        self.index = 0
        self.depth = 0

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def at(self, *operators: str) -> bool:
        return self.token.kind == "op" and self.token.text in operators

    def take(self) -> Token:
        self.index += 1
        return self.tokens[self.index - 1]

    def skip(self, operator: str) -> bool:
        found = self.at(operator)
        self.index += found
        return found

    def need(self, operator: str) -> None:
        if not self.skip(operator):
            raise self.missing(operator)

    def missing(self, wanted: str) -> XPathError:
        if self.token.kind == "end":
            return self.error(tr("{wanted} is missing at the end", wanted=wanted))
        return self.error(tr("{wanted} is missing before {found}", wanted=wanted, found=self.token.text))

    def error(self, why: str) -> XPathError:
        return XPathError(self.text, why, self.token.at)

    def expression(self) -> Node:
        """Operators by two stacks instead of one call for each precedence, so that brackets may nest deep."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.error(tr("brackets are nested more than {depth} deep", depth=DEEPEST))
        operands: list[Node] = []
        operators: list[str] = []
        while True:
            while self.skip("-"):
                operators.append(MINUS)
            operands.append(self.operand())
            operator = self.token.text if self.token.kind == "op" else ""
            reduce(operands, operators, LEVEL.get(operator, 0))
            if operator not in LEVEL:
                self.depth -= 1
                return operands[0]
            operators.append(self.take().text)

    def operand(self) -> Node:
        if self.at("/", "//") or (self.starts_step() and not self.starts_call()):
            return self.location_path()
        return self.steps_after(self.filtered(self.primary()))

    def starts_call(self) -> bool:
        if self.token.kind != "name" or self.token.text in _NODE_TYPES:
            return False
        return self.tokens[self.index + 1][:2] == ("op", "(")

    def primary(self) -> Node:
        token = self.take()
        if token.kind == "string":
            return Literal(token.text)
        if token.kind == "number":
            return Number(float(token.text), token.text)
        if token.kind == "name":
            return Call(token.text, self.arguments(), token.at)
        if token.text == "$" and self.token.kind == "name":
            return Variable(self.take().text, token.at)
        if token.text == "(":
            inner = self.expression()
            self.need(")")
            return inner
        self.index -= 1
        raise self.missing(tr("a value"))

    def arguments(self) -> list[Node]:
        self.need("(")
        if self.skip(")"):
            return []
        args = [self.expression()]
        while self.skip(","):
            args.append(self.expression())
        self.need(")")
        return args

    def filtered(self, operand: Node) -> Node:
        predicates = self.predicates()
        return Filter(operand, predicates) if predicates else operand

    def predicates(self) -> list[Node]:
        found: list[Node] = []
        while self.skip("["):
            found.append(self.expression())
            self.need("]")
        return found

    def steps_after(self, start: Node) -> Node:
        if not self.at("/", "//"):
            return start
        steps = self.more_steps()
        if isinstance(start, Path):
            return Path(start.start, start.steps + steps)
        return Path(start, steps)

    def location_path(self) -> Path:
        if self.at("//"):
            return Path("/", self.more_steps())
        if self.skip("/"):
            return Path("/", [self.step(), *self.more_steps()] if self.starts_step() else [])
        return Path(None, [self.step(), *self.more_steps()])

    def more_steps(self) -> list[Step]:
        steps: list[Step] = []
        while self.at("/", "//"):
            if self.take().text == "//":
                steps.append(_ANY_DEPTH)
            steps.append(self.step())
        return steps

    def starts_step(self) -> bool:
        return self.token.kind == "name" or self.at(".", "..", "@")

    def step(self) -> Step:
        if self.skip("."):
            return Step("self", "node()", self.predicates())
        if self.skip(".."):
            return Step("parent", "node()", self.predicates())
        return Step(self.axis(), self.node_test(), self.predicates())

    def axis(self) -> str:
        if self.skip("@"):
            return "attribute"
        if self.tokens[min(self.index + 1, len(self.tokens) - 1)][:2] != ("op", "::"):
            return "child"
        if self.token.kind != "name" or self.token.text not in AXES:
            raise self.missing(tr("the name of an axis"))
        name = self.take().text
        self.need("::")
        return name

    def node_test(self) -> str:
        if self.token.kind != "name":
            raise self.missing(tr("a name"))
        name = self.take().text
        if not self.at("("):
            return name
        if name not in _NODE_TYPES:
            raise self.missing(tr("a name"))
        self.need("(")
        self.index += name == "processing-instruction" and self.tokens[self.index].kind == "string"
        self.need(")")
        return f"{name}()"
