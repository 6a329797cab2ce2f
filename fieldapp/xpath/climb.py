"""The usual paths: some steps up, then children by name. No predicates, no lists where one node will do."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fieldapp.xpath.code import Code, Nodes, Run
from fieldapp.xpath.model import Context, NodeSet, Value, XNode

Start = Callable[[Context], XNode | None]


def climbing(from_origin: bool, ups: int) -> Start:
    """The node `ups` above `.` (or above current())."""
    if ups == 0:
        return (lambda context: context.origin) if from_origin else (lambda context: context.node)
    if ups == 1:
        if from_origin:
            return lambda context: context.origin.parent
        return lambda context: context.node.parent

    def start(context: Context) -> XNode | None:
        node: XNode | None = context.origin if from_origin else context.node
        for _ in range(ups):
            if node is None:
                return None
            node = node.parent
        return node

    return start


def path(start: Start, names: Sequence[str]) -> Code:
    """Children by name below `start`."""
    if not names:
        return Code("nodes", _self_nodes(start), _self_peek(start))
    if len(names) == 1:
        return Code("nodes", _child_nodes(start, names[0]), _child_peek(start, names[0]))
    return Code("nodes", _deep_nodes(start, tuple(names)), _deep_peek(start, tuple(names)))


def _self_nodes(start: Start) -> Nodes:
    def nodes(context: Context) -> NodeSet:
        node = start(context)
        return [node] if node is not None and node.relevant else []

    return nodes


def _self_peek(start: Start) -> Run:
    def peek(context: Context) -> Value:
        node = start(context)
        return node.typed() if node is not None and node.relevant else ""

    return peek


def _child_nodes(start: Start, name: str) -> Nodes:
    def nodes(context: Context) -> NodeSet:
        node = start(context)
        return [] if node is None else [child for child in node.named(name) if child.relevant]

    return nodes


def _child_peek(start: Start, name: str) -> Run:
    def peek(context: Context) -> Value:
        node = start(context)
        if node is None:
            return ""
        found = node.named(name)
        if len(found) == 1:
            node = found[0]
            return node.typed() if node.relevant else ""
        return unwrap([child for child in found if child.relevant])

    return peek


def _deep_nodes(start: Start, names: tuple[str, ...]) -> Nodes:
    def nodes(context: Context) -> NodeSet:
        node = start(context)
        return [] if node is None else below([node], names)

    return nodes


def _deep_peek(start: Start, names: tuple[str, ...]) -> Run:
    def peek(context: Context) -> Value:
        node = start(context)
        if node is None:
            return ""
        for depth, name in enumerate(names):
            found = node.named(name)
            if len(found) != 1:
                return unwrap(below(found, names[depth + 1 :]))
            node = found[0]
        return node.typed() if node.relevant else ""

    return peek


def below(nodes: Sequence[XNode], names: Sequence[str]) -> NodeSet:
    """Relevant descendants of `nodes` along `names`, document order."""
    for name in names:
        if len(nodes) == 1:
            nodes = nodes[0].named(name)
        else:
            nodes = [child for node in nodes for child in node.named(name)]
    return [node for node in nodes if node.relevant]


def unwrap(nodes: NodeSet) -> Value:
    """A single node as its value, none as "", several as they are: what `Code.peek` answers."""
    if len(nodes) > 1:
        return nodes
    return nodes[0].typed() if nodes else ""
