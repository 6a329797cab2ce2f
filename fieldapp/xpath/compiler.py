"""The tree to closures."""

from __future__ import annotations

import fieldapp.xpath.functions  # noqa: F401 (registers them)
from fieldapp.wording import tr
from fieldapp.xpath import operators, paths, steps
from fieldapp.xpath.axes import in_document_order
from fieldapp.xpath.climb import unwrap
from fieldapp.xpath.code import Code, literal, nodes
from fieldapp.xpath.library import FUNCTIONS, Site
from fieldapp.xpath.model import Context, NodeSet, XPathError
from fieldapp.xpath.tree import Call, Chain, Filter, Literal, Negate, Node, Number, Path, Variable


class Compiler:
    """Compiles one expression that stands on the node `names`."""

    def __init__(self, text: str, names: tuple[str, ...]) -> None:
        self.text = text
        self.names = names

    def compile(self, node: Node) -> Code:
        match node:
            case Path():
                return paths.location(node, self.names, self.compile)
            case Literal(value):
                return literal(value)
            case Number(number):
                return literal(number)
            case Call():
                return self.call(node)
            case Chain(first, rest):
                return self.chain(first, rest)
            case Negate(operand, count):
                return operators.negation(self.compile(operand), count)
            case Filter(operand, predicates):
                return self.filtered(operand, predicates)
            case Variable(name, at):
                raise XPathError(self.text, tr("there is no variable {name}", name=f"${name}"), at)

    def call(self, node: Call) -> Code:
        known = FUNCTIONS.get(node.name)
        if known is None:
            raise XPathError(self.text, tr("there is no function {name}()", name=node.name), node.at)
        if not known.accepts(len(node.args)):
            why = tr(
                "{name}() needs {wanted} values between its brackets, not {count}",
                name=node.name,
                wanted=known.wanted(),
                count=len(node.args),
            )
            raise XPathError(self.text, why, node.at)
        codes = [self.compile(arg) for arg in node.args]
        try:
            return known.build(codes, Site(node.args, self.names))
        except ValueError as error:
            raise XPathError(self.text, f"{node.name}(): {error}", node.at) from error

    def chain(self, first: Node, rest: list[tuple[str, Node]]) -> Code:
        codes = [(operator, self.compile(operand)) for operator, operand in rest]
        if codes[0][0] == "|":
            return self.union([first, *(operand for _, operand in rest)])
        return operators.chain(self.compile(first), codes)

    def union(self, operands: list[Node]) -> Code:
        parts = [nodes(self.compile(operand)) for operand in operands]

        def run(context: Context) -> NodeSet:
            return in_document_order([node for part in parts for node in part(context)])

        return Code("nodes", run, lambda context: unwrap(run(context)))

    def filtered(self, operand: Node, predicates: list[Node]) -> Code:
        begin = nodes(self.compile(operand))
        keeps = [steps.predicate(self.compile(predicate)) for predicate in predicates]

        def run(context: Context) -> NodeSet:
            found = begin(context)
            for keep in keeps:
                found = keep(context, found)
            return found

        return Code("nodes", run, lambda context: unwrap(run(context)))
