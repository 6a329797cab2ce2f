"""The thirteen axes of XPath 1.0, and document order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from fieldapp.xpath.model import Moment, NodeSet, XNode

Axis = Callable[[XNode], Iterable[XNode]]


@dataclass(slots=True)
class Leaf:
    """An attribute or a text node: nothing below it."""

    name: str
    parent: XNode
    value: str

    @property
    def relevant(self) -> bool:
        return self.parent.relevant

    def named(self, name: str) -> Sequence[XNode]:
        return ()

    def elements(self) -> Sequence[XNode]:
        return ()

    def typed(self) -> str | float | bool | Moment:
        return self.value

    def text(self) -> str:
        return self.value

    def attribute(self, name: str) -> str | None:
        return None


@dataclass(slots=True)
class Document:
    """Stands above a root element that has no document node of its own."""

    root: XNode
    name: str = ""
    parent: XNode | None = None
    relevant: bool = True

    def named(self, name: str) -> Sequence[XNode]:
        return [self.root] if self.root.name == name else []

    def elements(self) -> Sequence[XNode]:
        return [self.root]

    def typed(self) -> str | float | bool | Moment:
        return ""

    def text(self) -> str:
        return ""

    def attribute(self, name: str) -> str | None:
        return None


def document(node: XNode) -> XNode:
    """The document node of the tree that `node` stands in."""
    top = next((ancestor for ancestor in ancestors(node) if ancestor.parent is None), node)
    return Document(top) if top.name else top


def ancestors(node: XNode) -> Iterator[XNode]:
    """Nearest first."""
    above = node.parent
    while above is not None:
        yield above
        above = above.parent


def descendants(node: XNode) -> Iterator[XNode]:
    """Document order, without recursion: lists may be deep."""
    waiting = list(reversed(node.elements()))
    while waiting:
        child = waiting.pop()
        yield child
        waiting.extend(reversed(child.elements()))


def _siblings_after(node: XNode) -> Sequence[XNode]:
    around = node.parent.elements() if node.parent is not None and not isinstance(node, Leaf) else ()
    return around[_place(around, node) + 1 :] if around else ()


def _siblings_before(node: XNode) -> Sequence[XNode]:
    around = node.parent.elements() if node.parent is not None and not isinstance(node, Leaf) else ()
    return around[: _place(around, node)][::-1] if around else ()


def _place(around: Sequence[XNode], node: XNode) -> int:
    return next((index for index, other in enumerate(around) if other is node), len(around))


def _following(node: XNode) -> Iterator[XNode]:
    for above in (node, *ancestors(node)):
        for sibling in _siblings_after(above):
            yield sibling
            yield from descendants(sibling)


def _preceding(node: XNode) -> Iterator[XNode]:
    for above in (node, *ancestors(node)):
        for sibling in _siblings_before(above):
            yield from reversed(list(descendants(sibling)))
            yield sibling


AXES: dict[str, Axis] = {
    "ancestor": ancestors,
    "ancestor-or-self": lambda node: (node, *ancestors(node)),
    "child": lambda node: node.elements(),
    "descendant": descendants,
    "descendant-or-self": lambda node: (node, *descendants(node)),
    "following": _following,
    "following-sibling": _siblings_after,
    "namespace": lambda node: (),
    "parent": lambda node: () if node.parent is None else (node.parent,),
    "preceding": _preceding,
    "preceding-sibling": _siblings_before,
    "self": lambda node: (node,),
}
"""Each nearest first, as positions count. Not `attribute`: a node names its attributes only when asked."""

REVERSE = frozenset(("ancestor", "ancestor-or-self", "preceding", "preceding-sibling"))


def distinct(nodes: Iterable[XNode]) -> NodeSet:
    """Each node once, order kept."""
    return list({id(node): node for node in nodes}.values())


def in_document_order(nodes: NodeSet) -> NodeSet:
    """Each node once, by its place in the tree."""
    unique = distinct(nodes)
    if len(unique) < 2:
        return unique
    places: dict[int, dict[int, int]] = {}
    return sorted(unique, key=lambda node: _key(node, places))


def _key(node: XNode, places: dict[int, dict[int, int]]) -> list[int]:
    key: list[int] = []
    for above in ancestors(node):
        if isinstance(node, Leaf):
            key.append(-1)
        else:
            if id(above) not in places:
                places[id(above)] = {id(child): index for index, child in enumerate(above.elements())}
            key.append(places[id(above)].get(id(node), 0))
        node = above
    return key[::-1]
