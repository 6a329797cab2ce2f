"""Screens: what a person meets one after the other, under the present relevance.

One question is one screen; a group with `field-list` is one screen; such a group made of selects with
`list-nolabel` (XLSForm `table-list`) is a grid; a repeat is a roster, a table with one line an instance.
A repeat that holds another repeat is a roster to add and remove, followed by the screens of each instance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.form import BodyItem
from fieldapp.interview.program import Spec
from fieldapp.interview.tree import Node

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview


@dataclass(frozen=True, slots=True)
class Screen:
    """One page. `reference` names it: a question, a group, or a repeat without position.

    kind: "question" | "field-list" | "grid" | "roster". `nodes` are the questions shown (of a roster: none),
    `rows` the instances of a roster, `columns` the references (without positions) of its questions.
    `number` is that of its first question, e.g. "B3"; `section` the reference of the outline's section.
    """

    kind: str
    reference: str
    title: str
    number: str
    section: str
    nodes: tuple[Node, ...] = ()
    rows: tuple[Node, ...] = ()
    columns: tuple[str, ...] = ()

    def holds(self, reference: str) -> bool:
        """Whether a node is shown here."""
        if self.kind == "roster":
            plain = self.reference + "["
            return reference == self.reference or reference.startswith(plain)
        return reference == self.reference or any(node.reference == reference for node in self.nodes)


class Screens:
    """Builds the screens of one interview."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview

    def all(self) -> tuple[Screen, ...]:
        return tuple(self._of(self._interview.definition.body, self._interview.root, False))

    def _of(self, items: tuple[BodyItem, ...], base: Node, inside: bool) -> Iterator[Screen]:
        for item in items:
            if item.control.kind == "repeat":
                yield from self._repeat(item, base)
            elif item.control.kind == "group":
                yield from self._group(item, base, inside)
            else:
                node = self.live(item.reference, base)
                if node is not None and node.relevant:
                    yield self._screen("question", node, (node,))

    def _group(self, item: BodyItem, base: Node, inside: bool) -> Iterator[Screen]:
        node = self.live(item.reference, base) if item.reference else base
        if node is None or not node.relevant:
            return
        if item.children and all(child.control.kind == "repeat" for child in item.children):
            yield from self._of(item.children, node, inside)
        elif "field-list" in item.control.appearance:
            shown = tuple(self._questions(item, node))
            if shown:
                yield self._page(item, node, shown)
        else:
            yield from self._of(item.children, node, inside)

    def _page(self, item: BodyItem, node: Node, shown: tuple[Node, ...]) -> Screen:
        if not _is_grid(shown):
            return self._screen("field-list", node if item.reference else shown[0], shown)
        heading = next((one for one in shown if one.readonly and one.label), None)
        rows = tuple(one for one in shown if "list-nolabel" in _appearance(one))
        title = node.label or (heading.label if heading is not None else "")
        return self._screen("grid", node, rows, title)

    def _questions(self, item: BodyItem, base: Node) -> Iterator[Node]:
        for child in item.children:
            if child.control.kind in ("group", "repeat"):
                for inner in self._bases(child, base):
                    yield from self._questions(child, inner)
            else:
                node = self.live(child.reference, base)
                if node is not None and node.relevant:
                    yield node

    def _bases(self, item: BodyItem, base: Node) -> list[Node]:
        if item.control.kind == "repeat":
            return [row for row in self._rows(item, base) if row.relevant]
        node = self.live(item.reference, base) if item.reference else base
        return [node] if node is not None and node.relevant else []

    def _repeat(self, item: BodyItem, base: Node) -> Iterator[Screen]:
        spec = self._interview.program.spec(item.reference or "")
        if spec is None:
            return
        rows = tuple(row for row in self._rows(item, base) if row.relevant)
        closed = spec.definition.fixed or any(not row.hidden for row in self._rows(item, base))
        if not rows and closed:
            return
        holder = self.live("/" + "/".join(spec.path[:-1]), base) or base
        yield self._roster(spec, holder, rows)
        if nests(spec):
            for row in rows:
                yield from self._of(item.children, row, True)

    def _rows(self, item: BodyItem, base: Node) -> list[Node]:
        spec = self._interview.program.spec(item.reference or "")
        holder = self.live("/" + "/".join(spec.path[:-1]), base) if spec is not None else None
        return holder.slots.get(spec.name, []) if holder is not None and spec is not None else []

    def _roster(self, spec: Spec, holder: Node, rows: tuple[Node, ...]) -> Screen:
        reference = f"{holder.reference}/{spec.name}"
        label = spec.definition.control.label if spec.definition.control else None
        return Screen(
            kind="roster",
            reference=reference,
            title=self._interview.texts.shown(label, holder),
            number=self._interview.numbering.number(spec),
            section=self._interview.numbering.section(spec),
            rows=rows,
            columns=columns(spec),
        )

    def _screen(self, kind: str, node: Node, nodes: tuple[Node, ...], title: str | None = None) -> Screen:
        numbering = self._interview.numbering
        first = next((one for one in nodes if numbering.number(one.spec)), nodes[0])
        return Screen(
            kind=kind,
            reference=node.reference,
            title=node.label if title is None else title,
            number=numbering.number(first.spec),
            section=numbering.section(first.spec),
            nodes=nodes,
        )

    def live(self, reference: str | None, base: Node) -> Node | None:
        """The node at a reference of the form, in the repeat instance of `base`."""
        spec = self._interview.program.spec(reference or "")
        return self._interview.nearest(spec, base) if spec is not None else None


def _appearance(node: Node) -> tuple[str, ...]:
    control = node.spec.definition.control
    return control.appearance if control is not None else ()


def _is_grid(nodes: tuple[Node, ...]) -> bool:
    return any("list-nolabel" in _appearance(node) for node in nodes)


def nests(spec: Spec) -> bool:
    """Whether a repeat holds another one."""
    return any(inner.is_repeat for inner in spec.walk() if inner is not spec)


def columns(spec: Spec) -> tuple[str, ...]:
    """References of the questions of a roster, those of inner repeats left out."""
    return tuple(
        "/" + "/".join(inner.path)
        for inner in spec.walk()
        if inner.is_question and inner.repeats == spec.repeats
    )
