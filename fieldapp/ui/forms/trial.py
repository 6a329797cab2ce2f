"""A form tried out in memory: every question can be reached, asked or not. No Qt, nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fieldapp import xpath
from fieldapp.form import FormDefinition, Listed, NodeDefinition, NodeKind
from fieldapp.interview import Interview, Node
from fieldapp.robot import RobotHost

_MOST_CAUSES = 4


class Trial:
    """One made-up interview with `definition`."""

    def __init__(
        self, definition: FormDefinition, lists: Callable[[str], Listed | None], language: str = ""
    ) -> None:
        self.definition = definition
        self.interview = Interview.start(definition, RobotHost(lists, 1), language or None)
        self.questions = tuple(_questions(definition.root))

    def question(self, name: str) -> int | None:
        """Where the question of that name stands in `questions`."""
        return next((at for at, node in enumerate(self.questions) if node.name == name), None)

    def node(self, definition: NodeDefinition) -> Node | None:
        """The live question; rows of rosters around it are made if there are none."""
        return self._reach(definition.reference)

    def causes(self, definition: NodeDefinition) -> list[Node]:
        """The questions that decide whether this one is asked, its groups included."""
        nodes = (self._reach(reference) for reference in dict.fromkeys(self._read(definition)))
        return [node for node in nodes if node is not None and node.control is not None][:_MOST_CAUSES]

    def _read(self, definition: NodeDefinition) -> Iterator[str]:
        parts = definition.reference.split("/")
        for depth in range(len(parts), 2, -1):
            place = tuple(parts[1:depth])
            around = self.definition.node("/" + "/".join(place))
            relevant = around.bind.relevant if around is not None else None
            if relevant:
                for read in xpath.compile(relevant, place).references:
                    if read.instance is None and not read.wildcard:
                        yield "/" + "/".join(read.path)

    def _reach(self, reference: str) -> Node | None:
        node = self.interview.node(reference)
        if node is not None:
            return node
        parts = reference.split("/")
        for length in range(3, len(parts) + 1):
            path = "/".join(parts[:length])
            around = self.definition.node(path)
            if around is not None and around.kind is NodeKind.REPEAT and self.interview.node(path) is None:
                self.interview.add_repeat(path)
        return self.interview.node(reference)


def _questions(node: NodeDefinition) -> Iterator[NodeDefinition]:
    for child in node.children:
        if child.kind is NodeKind.LEAF:
            if child.control is not None:
                yield child
        else:
            yield from _questions(child)
