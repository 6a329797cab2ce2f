"""A saved instance (XML) read back into a tree: the first half of reopening."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.form.markup import Element, elements, local, parse
from fieldapp.interview.program import Spec
from fieldapp.interview.tree import Node, grow

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview


def read(interview: Interview, xml: str) -> Node:
    """The tree of an instance. Nodes it does not hold (they were not relevant) begin with their defaults."""
    element = parse(xml.encode("utf-8"), interview.definition.form_id)
    return _node(interview, interview.program.root, None, element)


def _node(interview: Interview, spec: Spec, parent: Node | None, element: Element | None) -> Node:
    if element is None:
        return grow(spec, parent, interview, spec.definition)
    node = Node(spec, parent, interview)
    if not spec.children:
        node.value = element.text or ""
        return node
    inner = list(elements(element))
    for child in spec.children:
        if child.definition.is_attribute:
            node.slots[child.name] = [_attribute(interview, child, node, element)]
            continue
        same = [one for one in inner if local(one) == child.name]
        if child.is_repeat:
            node.slots[child.name] = [
                _row(interview, child, node, one, position) for position, one in enumerate(same, start=1)
            ]
        else:
            node.slots[child.name] = [_node(interview, child, node, same[0] if same else None)]
    return node


def _attribute(interview: Interview, spec: Spec, parent: Node, element: Element) -> Node:
    node = Node(spec, parent, interview)
    node.value = element.get(spec.name[1:]) or ""
    return node


def _row(interview: Interview, spec: Spec, parent: Node, element: Element, position: int) -> Node:
    node = _node(interview, spec, parent, element)
    node.position = position
    node.row_id = interview.host.uuid()[:13]
    return node
