"""Steps and predicates in general: any axis, any test, any filter."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from fieldapp.xpath.axes import AXES, REVERSE, Leaf, distinct, in_document_order
from fieldapp.xpath.code import Code
from fieldapp.xpath.model import Context, NodeSet, XNode
from fieldapp.xpath.tree import Step
from fieldapp.xpath.values import to_boolean

Select = Callable[[XNode], NodeSet]
Keep = Callable[[Context, NodeSet], NodeSet]
Walk = Callable[[Context, NodeSet], NodeSet]

_FLAT = frozenset(("child", "attribute", "self"))
"""Axes that keep distinct nodes distinct and in order."""


def predicate(code: Code) -> Keep:
    """Nodes that pass; a number is a position (XPath 1.0, 2.4). The nodes come in the axis's own order."""
    run, is_path = code.peek, code.kind == "nodes"

    def keep(context: Context, nodes: NodeSet) -> NodeSet:
        inner = Context(context.node, context.origin, 0, len(nodes), context.environment)
        kept: NodeSet = []
        for inner.position, inner.node in enumerate(nodes, 1):
            answer = run(inner)
            if answer is True or (answer is not False and _passes(answer, inner.position, is_path)):
                kept.append(inner.node)
        return kept

    if code.kind == "number" and isinstance(code.constant, float):
        return _at(code.constant)
    return keep


def _passes(answer: object, position: int, is_path: bool) -> bool:
    """Only a computed number is a position: a path to a number node is asked whether it holds something."""
    if isinstance(answer, float | int) and not isinstance(answer, bool) and not is_path:
        return answer == position
    return to_boolean(answer)  # type: ignore[arg-type]


def _at(position: float) -> Keep:
    def keep(_: Context, nodes: NodeSet) -> NodeSet:
        fits = 1 <= position <= len(nodes) and position == int(position)
        return [nodes[int(position) - 1]] if fits else []

    return keep


def walking(steps: list[Step], predicates: list[list[Keep]]) -> Walk:
    """All steps one after another. Relevance is not asked here: hidden nodes still count as positions."""
    moves = [_move(step, keeps) for step, keeps in zip(steps, predicates, strict=True)]

    def walk(context: Context, nodes: NodeSet) -> NodeSet:
        for move in moves:
            nodes = move(context, nodes)
        return nodes

    return walk


def _move(step: Step, keeps: list[Keep]) -> Walk:
    select = selecting(step)
    backwards = step.axis in REVERSE

    def move(context: Context, nodes: NodeSet) -> NodeSet:
        found: NodeSet = []
        for node in nodes:
            candidates = select(node)
            for keep in keeps:
                candidates = keep(context, candidates)
            found += candidates
        if step.axis in _FLAT:
            return found
        return in_document_order(found) if backwards or len(nodes) > 1 else distinct(found)

    return move


def selecting(step: Step) -> Select:
    """Nodes of one step from one node, before its predicates."""
    axis, test = step.axis, step.test
    if axis == "child" and test[-1] not in "*)":
        return lambda node: list(node.named(test))
    if axis == "attribute":
        return lambda node: _attributes(node, test)
    if test == "text()":
        return lambda node: _texts(node) if axis == "child" else []
    reach, accept = AXES[axis], _accepting(test)
    return lambda node: [found for found in reach(node) if accept(found)]


def _accepting(test: str) -> Callable[[XNode], bool]:
    if test == "node()":
        return lambda node: True
    if test == "*":
        return lambda node: node.name != ""
    if test.endswith(":*"):
        return lambda node: node.name.startswith(test[:-1])
    local = test.rpartition(":")[2]
    return lambda node: node.name in (test, local)


def _attributes(node: XNode, name: str) -> NodeSet:
    value = node.attribute(name)
    return [] if value is None else [Leaf(name, node, value)]


def _texts(node: XNode) -> NodeSet:
    text = "" if node.elements() else node.text()
    return [Leaf("", node, text)] if text else []


def relevant(nodes: Iterable[XNode]) -> NodeSet:
    return [node for node in nodes if node.relevant]
