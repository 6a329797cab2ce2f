"""What a form is: the immutable result of reading one XForm.

All expressions stand here as text; `interview` compiles them. References are absolute paths of
names, e.g. `/data/child/age`, without positions (ODK XForms specification, "Instance" and "Body").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class NodeKind(StrEnum):
    """What a node of the primary instance is."""

    LEAF = "leaf"
    GROUP = "group"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Output:
    """`<output value="..."/>` inside a text: an expression shown in place."""

    expression: str


Message = tuple[str | Output, ...]
"""A text in pieces. A text without outputs is a tuple of one string."""


@dataclass(frozen=True, slots=True)
class Text:
    """A label, hint or message: either an itext id (translated) or the same message in all languages.

    `expression` is set where the form computes the id itself, e.g. `jr:itext(concat(...))`.
    """

    itext: str | None = None
    message: Message = ()
    expression: str | None = None


@dataclass(frozen=True, slots=True)
class Bind:
    """Type and rules of one node; each rule an XPath expression or None (ODK XForms, "Bindings")."""

    type: str = "string"
    relevant: str | None = None
    required: str | None = None
    readonly: str | None = None
    constraint: str | None = None
    calculate: str | None = None
    constraint_message: Text | None = None
    required_message: Text | None = None
    preload: str | None = None
    preload_params: str | None = None
    extras: Mapping[str, str] = field(default_factory=dict)
    """Other bind attributes by local name, e.g. `saveto`, `max-pixels`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An inline `<item>` of a select."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Itemset:
    """Choices taken from a node-set.

    `nodeset` is the expression with its filter and without `randomize()`; `value` and `label` are
    paths relative to an item; `label_itext` says that the label path holds an itext id.
    """

    nodeset: str
    value: str
    label: str
    label_itext: bool = False
    randomize: bool = False
    seed: str | None = None

    @property
    def instance_id(self) -> str | None:
        """Id of the secondary instance, None for an itemset over the form's own nodes."""
        head, _, rest = self.nodeset.partition("instance(")
        return rest.lstrip()[1:].split(rest.lstrip()[0], 1)[0] if rest and not head.strip() else None


@dataclass(frozen=True, slots=True)
class Control:
    """What a person sees of a node: `kind` is the element name in the body.

    Kinds: input, select1, select, rank, upload, trigger, range, group, repeat (`secret` is read as input).
    """

    kind: str
    appearance: tuple[str, ...] = ()
    label: Text | None = None
    hint: Text | None = None
    guidance: Text | None = None
    itemset: Itemset | None = None
    choices: tuple[Choice, ...] = ()
    search: tuple[str, ...] = ()
    """Arguments of `search('file', ...)` in the appearance: choices then name columns of that file."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Other attributes by local name: mediatype, start, end, step, rows, accuracyThreshold, query ..."""


@dataclass(frozen=True, slots=True)
class BodyItem:
    """A control, group or repeat as it stands in the body; groups may be bound to no node."""

    control: Control
    reference: str | None
    children: tuple[BodyItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """setvalue and its kin (ODK XForms, "Actions"); either an expression or a literal."""

    kind: str
    events: tuple[str, ...]
    target: str
    expression: str | None = None
    literal: str = ""
    source: str | None = None
    """The control whose change fires it (`xforms-value-changed`), or the repeat (`odk-new-repeat`)."""


@dataclass(frozen=True, slots=True)
class Own:
    """fieldapp's own columns of the survey sheet, which pyxform drops."""

    personal: str = ""
    back_check: str = ""
    warning: str | None = None
    """Should hold; if not, the person is asked whether the answer is right (`warning_message`)."""
    warning_message: Text | None = None
    warning_reason: bool = False
    """Whether a reason is wanted, and the interview waits for it."""
    final: str | None = None
    """Must hold when the interview is finalised; nothing is said before (`final_message`)."""
    final_message: Text | None = None
    consent: bool = False
    """The answer agrees or declines to take part: what was read out is kept with it."""


@dataclass(frozen=True, slots=True)
class NodeDefinition:
    """One node of the primary instance. A repeat stands once, as its template."""

    reference: str
    name: str
    kind: NodeKind
    bind: Bind = Bind()
    default: str = ""
    children: tuple[NodeDefinition, ...] = ()
    control: Control | None = None
    count: str | None = None
    """`jr:count` of a repeat."""
    fixed: bool = False
    """`jr:noAddRemove` of a repeat, or a counted one: people cannot add or remove."""
    initial: tuple[NodeDefinition, ...] = ()
    """The instances of a repeat that stand in the model, each with its own defaults."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    namespace: str = ""
    own: Own = Own()

    @property
    def is_attribute(self) -> bool:
        """A node for an XML attribute that rules write, e.g. `/data/meta/entity/@id`; named @id."""
        return self.name.startswith("@")

    def walk(self) -> Iterator[NodeDefinition]:
        """This node and all below, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class SecondaryInstance:
    """A list of the form: internal (`rows`) or a file (`source`, e.g. `jr://file-csv/towns.csv`).

    `item_path` is the path of one row inside the instance, `root/item` as a rule.
    `xml` holds the content of an internal instance that is no plain table.
    """

    id: str
    source: str | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    xml: str | None = None
    implied: bool = False
    """No instance of the form: a file that search(), pulldata() or a query reads by its name."""

    @property
    def file_name(self) -> str | None:
        """The file beside the form, without its `jr://` scheme."""
        return self.source.rsplit("/", 1)[-1] if self.source and not self.is_last_saved else None

    @property
    def is_last_saved(self) -> bool:
        """The form's own answers as they were last saved."""
        return (self.source or "").startswith("jr://instance/last-saved")


@dataclass(frozen=True)
class FormDefinition:
    """An immutable form. `sha256` is of the exact bytes it was read from, which drafts keep."""

    form_id: str
    version: str
    title: str
    sha256: str
    root: NodeDefinition
    languages: tuple[str, ...]
    default_language: str | None
    translations: Mapping[str, Mapping[str, Mapping[str, Message]]]
    """language -> itext id -> form ("", "guidance", "image", ...) -> message"""
    instances: Mapping[str, SecondaryInstance]
    actions: tuple[Action, ...] = ()
    body: tuple[BodyItem, ...] = ()
    missing_codes: tuple[str, ...] = ()
    style: str = ""
    namespaces: Mapping[str, str] = field(default_factory=dict)
    submission: Mapping[str, str] = field(default_factory=dict)

    def node(self, reference: str) -> NodeDefinition | None:
        """The node at a reference without positions."""
        return self.by_reference.get(reference)

    @cached_property
    def by_reference(self) -> Mapping[str, NodeDefinition]:
        """All nodes by reference; built once."""
        return {node.reference: node for node in self.root.walk()}

    @cached_property
    def personal(self) -> frozenset[str]:
        """References of the leaves whose values identify a person; they are kept apart (see `personal`)."""
        from fieldapp.form.personal import questions

        return questions(self)

    @cached_property
    def personal_files(self) -> frozenset[str]:
        """References of the questions answered by a file that identifies a person."""
        from fieldapp.form.personal import files_of

        return files_of(self)
