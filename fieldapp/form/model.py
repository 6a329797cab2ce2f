"""The primary instance and its binds, joined into one tree of node definitions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby

from fieldapp.form.body import absolute
from fieldapp.form.definition import Bind, BodyItem, Control, NodeDefinition, NodeKind, Own
from fieldapp.form.markup import (
    JAVAROSA,
    OWN,
    Element,
    attribute,
    attributes,
    elements,
    local,
    namespace,
)
from fieldapp.form.texts import from_bind

_BIND_KNOWN = (
    "nodeset", "ref", "id", "type", "relevant", "required", "readonly", "constraint", "calculate",
    "constraintMsg", "requiredMsg", "preload", "preloadParams", "pd", "bc", "warning", "warningMsg",
    "warning-reason", "final", "finalMsg", "consent",
)  # fmt: skip


def read_binds(model: Element, root: str) -> tuple[dict[str, Element], dict[str, str]]:
    """Bind elements by reference, and references by bind id."""
    found: dict[str, Element] = {}
    ids: dict[str, str] = {}
    for element in elements(model):
        if local(element) != "bind":
            continue
        reference = absolute(attribute(element, "nodeset") or attribute(element, "ref") or "", root)
        if reference in found:
            for key, value in element.attrib.items():
                found[reference].set(key, value)
        else:
            found[reference] = element
        if attribute(element, "id"):
            ids[str(attribute(element, "id"))] = reference
    return found, ids


def _bind(element: Element | None) -> Bind:
    if element is None:
        return Bind()

    def get(name: str) -> str | None:
        return attribute(element, name, JAVAROSA)

    return Bind(
        type=(attribute(element, "type") or "string").rpartition(":")[2],
        relevant=get("relevant"),
        required=get("required"),
        readonly=get("readonly"),
        constraint=get("constraint"),
        calculate=get("calculate"),
        constraint_message=from_bind(get("constraintMsg")),
        required_message=from_bind(get("requiredMsg")),
        preload=get("preload"),
        preload_params=get("preloadParams"),
        extras=attributes(element, *_BIND_KNOWN),
    )


def _own(element: Element | None) -> Own:
    if element is None:
        return Own()
    return Own(
        personal=attribute(element, "pd", OWN) or "",
        back_check=attribute(element, "bc", OWN) or "",
        warning=attribute(element, "warning", OWN),
        warning_message=from_bind(attribute(element, "warningMsg", OWN)),
        warning_reason=_yes(attribute(element, "warning-reason", OWN)),
        final=attribute(element, "final", OWN),
        final_message=from_bind(attribute(element, "finalMsg", OWN)),
        consent=_yes(attribute(element, "consent", OWN)),
    )


def _yes(text: str | None) -> bool:
    return (text or "").strip().lower() in ("yes", "true", "true()", "1")


class ModelReader:
    """Builds the node tree from the model instance, its binds and the body."""

    def __init__(self, binds: Mapping[str, Element], body: tuple[BodyItem, ...], targets: set[str]) -> None:
        self._binds = binds
        self._attributes = {reference for reference in (*binds, *targets) if "/@" in reference}
        self._controls: dict[str, Control] = {}
        self._repeats: dict[str, Control] = {}
        self._collect(body)

    def _collect(self, items: tuple[BodyItem, ...]) -> None:
        for item in items:
            if item.reference is not None:
                known = self._repeats if item.control.kind == "repeat" else self._controls
                known.setdefault(item.reference, item.control)
            self._collect(item.children)

    def read(self, element: Element, parent: str = "") -> NodeDefinition:
        """The definition of one element of the model instance and all below it."""
        reference = f"{parent}/{local(element)}"
        bind = self._binds.get(reference)
        children = (*self._attribute_nodes(element, reference), *self._children(element, reference))
        return NodeDefinition(
            reference=reference,
            name=local(element),
            kind=NodeKind.GROUP if children else NodeKind.LEAF,
            bind=_bind(bind),
            default="" if children else element.text or "",
            children=children,
            control=self._controls.get(reference),
            attributes=_kept(element),
            namespace=namespace(element),
            own=_own(bind),
        )

    def _children(self, element: Element, reference: str) -> tuple[NodeDefinition, ...]:
        out: list[NodeDefinition] = []
        seen: set[str] = set()
        for name, run in groupby(elements(element), key=local):
            same = list(run)
            if f"{reference}/{name}" not in self._repeats:
                out.extend(self.read(one, reference) for one in same)
            elif name not in seen:  # instances of one repeat may be interrupted by other nodes
                seen.add(name)
                every = [one for one in elements(element) if local(one) == name]
                out.append(self._repeat(every, reference))
        return tuple(out)

    def _attribute_nodes(self, element: Element, parent: str) -> tuple[NodeDefinition, ...]:
        """Attributes that a bind or an action names: those of entities."""
        names = [r.rpartition("/")[2] for r in self._attributes if r.rpartition("/")[0] == parent]
        return tuple(
            NodeDefinition(
                reference=f"{parent}/{name}",
                name=name,
                kind=NodeKind.LEAF,
                bind=_bind(self._binds.get(f"{parent}/{name}")),
                default=attribute(element, name[1:]) or "",
            )
            for name in sorted(names)
        )

    def _repeat(self, same: list[Element], parent: str) -> NodeDefinition:
        template = next((one for one in same if _is_template(one)), None)
        initial = tuple(self.read(one, parent) for one in same if not _is_template(one))
        node = blank(self.read(same[0], parent)) if template is None else self.read(template, parent)
        control = self._repeats[node.reference]
        outer = self._controls.get(node.reference)
        count = control.attributes.get("count")
        return NodeDefinition(
            reference=node.reference,
            name=node.name,
            kind=NodeKind.REPEAT,
            bind=node.bind,
            children=node.children,
            control=_repeat_control(control, outer),
            count=count,
            fixed=count is not None
            or (control.attributes.get("noAddRemove") or "").strip() in ("true()", "true"),
            initial=initial,
            attributes=node.attributes,
            namespace=node.namespace,
            own=node.own,
        )


def blank(node: NodeDefinition) -> NodeDefinition:
    """A template made from the first instance of a repeat that has none: without its answers."""
    children = tuple(blank(child) for child in node.children)
    return replace(node, default="", children=children, initial=())


def _repeat_control(repeat: Control, group: Control | None) -> Control:
    """A repeat is labelled by the group around it; both may carry an appearance."""
    if group is None:
        return repeat
    return Control(
        kind="repeat",
        appearance=tuple(dict.fromkeys(repeat.appearance + group.appearance)),
        label=group.label or repeat.label,
        hint=group.hint or repeat.hint,
        guidance=group.guidance or repeat.guidance,
        attributes=repeat.attributes,
    )


def _is_template(element: Element) -> bool:
    return attribute(element, "template", JAVAROSA) is not None


def _kept(element: Element) -> dict[str, str]:
    """Attributes of an instance element that belong to the submission, by Clark name."""
    template = f"{{{JAVAROSA}}}template"
    return {str(key): str(value) for key, value in element.attrib.items() if key != template}
