"""The live tree: one `Node` for each element of the instance, repeat instances included."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fieldapp.form import Control, NodeDefinition, NodeKind
from fieldapp.interview.changes import Subtree
from fieldapp.xpath import Moment, XNode

if TYPE_CHECKING:
    from fieldapp.interview.choices import ChoiceItem
    from fieldapp.interview.interview import Interview, Violation
    from fieldapp.interview.program import Spec

Typed = str | float | bool | Moment
EMPTY: tuple[XNode, ...] = ()


class Node:
    """An element with its answer and its state. Widgets read it; only the engine writes it.

    `relevant` and `readonly` are effective (ancestors included); `own_*` are the node's own rules.
    `hidden` marks repeat instances beyond the count: kept, but as if they were not relevant.
    `withheld` is an answer of which the choices offered now hold only the part in `value`; it comes back
    when they offer it again.
    """

    __slots__ = (
        "_typed",
        "hidden",
        "interview",
        "name",
        "own_readonly",
        "own_relevant",
        "parent",
        "position",
        "readonly",
        "relevant",
        "required",
        "row_id",
        "slots",
        "spec",
        "validity",
        "value",
        "withheld",
    )

    def __init__(self, spec: Spec, parent: Node | None, interview: Interview) -> None:
        self.spec = spec
        self.name = spec.name
        self.parent = parent
        self.interview = interview
        self.value = ""
        self.withheld = ""
        self.row_id = ""
        self.position = 1
        self.hidden = False
        self.own_relevant = self.relevant = True
        self.own_readonly = self.readonly = False
        self.required = False
        self.validity: tuple[str | None] | None = None
        self.slots: dict[str, list[Node]] = {}
        self._typed: Typed | None = None

    # What expressions see (fieldapp.xpath.XNode)

    def named(self, name: str) -> Sequence[XNode]:
        found = self.slots.get(name)
        if found is None and ":" in name:
            found = self.slots.get(name.rpartition(":")[2])
        return found if found is not None else EMPTY

    def elements(self) -> Sequence[XNode]:
        return [child for name, children in self.slots.items() if name[0] != "@" for child in children]

    def typed(self) -> Typed:
        if self._typed is None:
            self._typed = self.spec.typed(self.value) if self.value else ""
        return self._typed

    @property
    def place(self) -> int:
        return self.position

    def text(self) -> str:
        return self.value

    def attribute(self, name: str) -> str | None:
        live = self.slots.get(f"@{name}")
        return live[0].value if live else self.spec.definition.attributes.get(name)

    # What the engine does

    def put(self, value: str, withheld: str = "") -> None:
        """Store a text; nothing else happens."""
        self.value, self.withheld = value, withheld
        self._typed = None
        self.validity = None

    # What people and widgets see

    @property
    def definition(self) -> NodeDefinition:
        return self.spec.definition

    @property
    def kind(self) -> NodeKind:
        return self.spec.definition.kind

    @property
    def type(self) -> str:
        """Type of the bind: string, int, decimal, date, ..."""
        return self.spec.definition.bind.type

    @property
    def is_question(self) -> bool:
        """A leaf with a control: something a person sees."""
        return self.spec.is_question

    @property
    def is_personal(self) -> bool:
        """Whether the answer identifies a person (`FormDefinition.personal`)."""
        return self.spec.definition.reference in self.interview.definition.personal

    @property
    def children(self) -> Iterator[Node]:
        """Child nodes in document order, repeat instances one by one."""
        return (child for children in self.slots.values() for child in children)

    @property
    def reference(self) -> str:
        """Absolute reference with positions on repeat instances: `/data/child[2]/age`."""
        parts: list[str] = []
        node: Node | None = self
        while node is not None:
            parts.append(f"{node.name}[{node.position}]" if node.spec.is_repeat else node.name)
            node = node.parent
        return "/" + "/".join(reversed(parts))

    @property
    def label(self) -> str:
        """The question in the present language, outputs filled in."""
        control = self.spec.definition.control
        return self.interview.texts.shown(control.label, self) if control is not None else ""

    @property
    def shown(self) -> str:
        """The answer as a person reads it: words of the form in the present language, all else as stored."""
        return self.interview.texts.value(self)

    @property
    def hint(self) -> str:
        control = self.spec.definition.control
        return self.interview.texts.shown(control.hint, self) if control is not None else ""

    @property
    def guidance(self) -> str:
        """Instructions for the enumerator, a longer kind of hint."""
        control = self.spec.definition.control
        return self.interview.texts.shown(control.guidance, self, "guidance") if control is not None else ""

    @property
    def media(self) -> dict[str, str]:
        """Files shown or played with the label, by kind: image, audio, video, big-image."""
        control = self.spec.definition.control
        return self.interview.texts.media(control.label, self) if control is not None else {}

    @property
    def control(self) -> Control | None:
        return self.spec.definition.control

    def choices(self) -> Sequence[ChoiceItem]:
        """The choices offered under the present answers."""
        return self.interview.choices.of(self)

    @property
    def violation(self) -> Violation | None:
        """What is wrong with the answer now."""
        return self.interview.violation(self)

    @property
    def valid(self) -> bool:
        return self.violation is None

    @property
    def number(self) -> str:
        """The question's number, e.g. "B3"."""
        return self.interview.numbering.number(self.spec)

    @property
    def repeat(self) -> Node | None:
        """The repeat instance this node is or stands in."""
        node: Node | None = self
        while node is not None and not node.spec.is_repeat:
            node = node.parent
        return node

    def walk(self) -> Iterator[Node]:
        """This node and all below, in document order."""
        yield self
        for children in self.slots.values():
            for child in children:
                yield from child.walk()

    def __repr__(self) -> str:
        return f"<Node {self.reference} {self.value!r}>"


def grow(
    spec: Spec, parent: Node | None, interview: Interview, definition: NodeDefinition, fresh: bool = False
) -> Node:
    """A new node with the defaults of `definition` and, for repeats below, the instances of the model.

    `definition` is the spec's own, or one instance of the model with other defaults. In a `fresh` repeat
    instance, one that is added later, the repeats below start empty, as in JavaRosa.
    """
    node = Node(spec, parent, interview)
    node.value = spec.loaded(definition.default)
    for child, inner in zip(spec.children, definition.children, strict=True):
        if child.is_repeat:
            node.slots[child.name] = [
                row(child, node, interview, instance, position)
                for position, instance in enumerate(() if fresh else inner.initial, start=1)
            ]
        else:
            node.slots.setdefault(child.name, []).append(grow(child, node, interview, inner, fresh))
    return node


def row(
    spec: Spec,
    parent: Node,
    interview: Interview,
    definition: NodeDefinition,
    position: int,
    fresh: bool = False,
) -> Node:
    """A new repeat instance with an id of its own."""
    node = grow(spec, parent, interview, definition, fresh)
    node.position = position
    node.row_id = interview.host.uuid()[:13]
    return node


def dump(node: Node) -> Subtree:
    """The answers below a node as plain JSON (see `changes`)."""
    if not node.slots:
        return [node.value, node.withheld] if node.withheld else node.value
    out: dict[str, Subtree] = {}
    for spec in node.spec.children:
        nodes = node.slots.get(spec.name, [])
        if spec.is_repeat:
            out[spec.name] = [{"row": one.row_id, "of": dump(one)} for one in nodes]
        elif nodes and (subtree := dump(nodes[0])):
            out[spec.name] = subtree
    return out


def load(spec: Spec, parent: Node | None, interview: Interview, subtree: Subtree) -> Node:
    """The node that `dump` wrote; nothing is defaulted."""
    node = Node(spec, parent, interview)
    if not spec.children:
        node.value, node.withheld = subtree if isinstance(subtree, list) else (subtree or "", "")
        return node
    for child in spec.children:
        inner = (subtree or {}).get(child.name)
        if child.is_repeat:
            node.slots[child.name] = [
                load_row(child, node, interview, one["row"], one["of"], position)
                for position, one in enumerate(inner or (), start=1)
            ]
        else:
            node.slots[child.name] = [load(child, node, interview, inner)]
    return node


def load_row(
    spec: Spec, parent: Node, interview: Interview, row_id: str, subtree: Subtree, position: int
) -> Node:
    """A repeat instance as it was dumped."""
    node = load(spec, parent, interview, subtree)
    node.row_id, node.position = row_id, position
    return node


@contextmanager
def replaced(root: Node, standing: Callable[[Node], str | None]) -> Iterator[None]:
    """Other texts in the leaves for a moment (None: its own); what was worked out from them is kept."""
    moved: list[tuple[Node, str, Typed | None]] = []
    try:
        for node in root.walk():
            if not node.slots and (text := standing(node)) is not None:
                moved.append((node, node.value, node._typed))
                node.value, node._typed = text, None
        yield
    finally:
        for node, value, typed in moved:
            node.value, node._typed = value, typed


def renumber(rows: list[Node], first: int) -> None:
    """Positions after an instance came or went at `first`: the last of ten thousand costs nothing."""
    for position, node in enumerate(rows[first - 1 :], start=first):
        node.position = position


def instances_below(base: Node, path: tuple[str, ...], then: Callable[[Node], object]) -> None:
    """Call `then` on every node found by following `path` down from `base`."""
    if not path:
        then(base)
        return
    for child in base.slots.get(path[0], ()):
        instances_below(child, path[1:], then)
