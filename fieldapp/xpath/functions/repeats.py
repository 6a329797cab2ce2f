"""Where a node stands among its repeat instances, and values of other instances."""

from __future__ import annotations

from fieldapp.wording import tr
from fieldapp.xpath.axes import ancestors
from fieldapp.xpath.code import Code, Float, nodes, number, plain
from fieldapp.xpath.functions.nodesets import of_nodes
from fieldapp.xpath.functions.strings import whole
from fieldapp.xpath.library import Site, function
from fieldapp.xpath.model import Context, NodeSet, XNode
from fieldapp.xpath.reading import plain_names
from fieldapp.xpath.steps import relevant

Visits = list[tuple[XNode, str, int]]


@function("position", 0, 1)
def _build_position(codes: list[Code], _: Site) -> Code:
    """Without a path the place in the node-set being filtered; with one, among the repeat instances."""
    if not codes:
        return plain("number", lambda context: float(context.position))
    found = nodes(codes[0])

    def run(context: Context) -> float:
        first = found(context)[:1]
        return float(place(first[0])) if first else 0.0

    return plain("number", run)


def place(node: XNode) -> int:
    """One-based, among all siblings of that name, relevant or not."""
    known = getattr(node, "place", None)
    if isinstance(known, int):
        return known
    siblings = node.parent.named(node.name) if node.parent is not None else (node,)
    return next((index for index, sibling in enumerate(siblings, 1) if sibling is node), 1)


@function("indexed-repeat", 3, None)
def _build_indexed(codes: list[Code], site: Site) -> Code:
    """indexed-repeat(path, repeat, number, inner repeat, number ...). A number below 1 means the first."""
    if len(codes) % 2 == 0:
        raise ValueError(tr("a path is needed, then pairs of a repeat and a number"))
    target = plain_names(site.args[0], site.names)
    indexes: dict[int, Float] = {}
    for at in range(1, len(codes), 2):
        group = plain_names(site.args[at], site.names)
        if not target or not group or group != target[: len(group)] or group == target:
            raise ValueError(tr("each repeat must stand above the node of the first path"))
        indexes[len(group)] = number(codes[at + 1])

    def run(context: Context) -> NodeSet:
        wanted = {depth: max(1, whole(index(context))) for depth, index in indexes.items()}
        visits = getattr(context.environment, "visits", None)
        return relevant(_instances(_own(context.origin), target or (), wanted, visits))

    return of_nodes(run)


def _own(node: XNode) -> list[XNode]:
    """From the root element down to the node itself."""
    line = [node, *ancestors(node)][::-1]
    return [above for above in line if above.name]


def _instances(
    own: list[XNode], target: tuple[str, ...], wanted: dict[int, int], visits: Visits | None
) -> NodeSet:
    """Down along `target`: instances by number where one is given, else the own ones, else all."""
    found: NodeSet = own[:1] if own[0].name == target[0] else []
    shared = True
    for depth, name in enumerate(target[1:], 1):
        shared = shared and depth < len(own) and own[depth].name == name
        index = wanted.get(depth + 1, place(own[depth]) if shared else 0)
        if visits is not None:
            visits += [(node, name, index) for node in found]
        groups = [node.named(name) for node in found]
        found = [node for group in groups for node in (group[index - 1 : index] if index else group)]
    return found
