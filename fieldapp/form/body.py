"""The body of a form: controls, groups and repeats, in the order people meet them."""

from __future__ import annotations

import re
from dataclasses import replace

from fieldapp.form.definition import Action, BodyItem, Choice, Control, Itemset, Text
from fieldapp.form.markup import Element, attribute, attributes, child, elements, inner_text, local
from fieldapp.form.search import external_itemset, search_of, split, tokens
from fieldapp.form.texts import text_of

CONTROLS = {"input", "secret", "select1", "select", "rank", "upload", "trigger", "range"}
ACTIONS = {"setvalue", "setgeopoint", "recordaudio"}
_RANDOMIZE = re.compile(r"^\s*randomize\s*\((.*)\)\s*$", re.DOTALL)
_LABEL_ITEXT = re.compile(r"^\s*jr:itext\(\s*([^'\"()]+?)\s*\)\s*$")


class BodyReader:
    """Reads the body once; `actions` collects the actions nested in controls and repeats."""

    def __init__(self, binds_by_id: dict[str, str], guided: set[str]) -> None:
        self._by_id = binds_by_id
        self._guided = guided
        self.actions: list[Action] = []

    def read(self, parent: Element, base: str) -> tuple[BodyItem, ...]:
        """Controls, groups and repeats directly below `parent`; relative references stand on `base`."""
        out = []
        for element in elements(parent):
            name = local(element)
            if name in CONTROLS:
                out.append(self._control(element, name, base))
            elif name in ("group", "repeat"):
                out.append(self._group(element, name, base))
        return tuple(out)

    def reference(self, element: Element, base: str) -> str | None:
        """The absolute reference an element is bound to, by ref, nodeset or the id of a bind."""
        by_id = attribute(element, "bind")
        if by_id is not None:
            return self._by_id.get(by_id)
        ref = attribute(element, "ref") or attribute(element, "nodeset")
        return absolute(ref, base) if ref else None

    def _group(self, element: Element, name: str, base: str) -> BodyItem:
        reference = self.reference(element, base)
        inner = reference or base
        self._actions(element, inner)
        return BodyItem(self._described(element, name), reference, self.read(element, inner))

    def _control(self, element: Element, name: str, base: str) -> BodyItem:
        reference = self.reference(element, base)
        self._actions(element, reference or base)
        control = self._described(element, "input" if name == "secret" else name)
        itemset = child(element, "itemset")
        choices = tuple(_choice(item) for item in elements(element) if local(item) == "item")
        query = attribute(element, "query")
        if query is not None and name == "input" and (found := external_itemset(query)) is not None:
            return BodyItem(replace(control, kind="select1", itemset=found), reference)
        return BodyItem(
            replace(
                control,
                itemset=_itemset(itemset) if itemset is not None else None,
                choices=choices,
                search=search_of(control.appearance),
            ),
            reference,
        )

    def _described(self, element: Element, kind: str) -> Control:
        hint = text_of(child(element, "hint"))
        return Control(
            kind=kind,
            appearance=tokens(attribute(element, "appearance")),
            label=text_of(child(element, "label")),
            hint=hint,
            guidance=hint if hint is not None and hint.itext in self._guided else None,
            attributes=attributes(element, "ref", "nodeset", "bind", "appearance"),
        )

    def _actions(self, element: Element, reference: str) -> None:
        for inner in elements(element):
            if local(inner) in ACTIONS:
                self.actions.append(read_action(inner, reference))


def absolute(reference: str, base: str) -> str:
    """A relative reference joined to `base`; `.` and `..` resolved."""
    reference = reference.strip()
    parts = [] if reference.startswith("/") else [p for p in base.split("/") if p]
    for step in reference.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in ("", "."):
            at = "@" if step.startswith("@") else ""
            parts.append(at + step.removeprefix("@").rpartition(":")[2])
    return "/" + "/".join(parts)


def read_action(element: Element, source: str | None) -> Action:
    """A `<setvalue>` or kin in the model (`source` None) or nested in a control or repeat."""
    target = attribute(element, "ref") or attribute(element, "nodeset") or ""
    return Action(
        kind=local(element),
        events=tuple((attribute(element, "event") or "").split()),
        target=absolute(target, source or ""),
        expression=attribute(element, "value"),
        literal=inner_text(element),
        source=source,
    )


def _choice(item: Element) -> Choice:
    value = child(item, "value")
    return Choice(
        (value.text or "").strip() if value is not None else "", text_of(child(item, "label")) or Text()
    )


def _itemset(element: Element) -> Itemset:
    nodeset = attribute(element, "nodeset") or ""
    match = _RANDOMIZE.match(nodeset)
    inner, seed = _split_seed(match[1]) if match else (nodeset, None)
    label = _ref_of(element, "label")
    itext = _LABEL_ITEXT.match(label)
    return Itemset(
        nodeset=inner.strip(),
        value=_ref_of(element, "value") or "name",
        label=itext[1] if itext else (label or "label"),
        label_itext=itext is not None,
        randomize=match is not None,
        seed=seed,
    )


def _ref_of(element: Element, name: str) -> str:
    found = child(element, name)
    return (attribute(found, "ref") or "").strip() if found is not None else ""


def _split_seed(arguments: str) -> tuple[str, str | None]:
    """`nodeset, seed` split at the last comma outside brackets and quotes."""
    parts = split(arguments, ",")
    return (arguments, None) if len(parts) == 1 else (",".join(parts[:-1]), parts[-1].strip())
