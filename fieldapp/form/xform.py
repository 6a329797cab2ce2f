"""XForm XML -> `FormDefinition` (ODK XForms specification)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from fieldapp.form.body import ACTIONS, BodyReader, read_action
from fieldapp.form.definition import FormDefinition, SecondaryInstance
from fieldapp.form.instances import read_instance
from fieldapp.form.markup import (
    OWN,
    Element,
    attribute,
    attributes,
    child,
    elements,
    inner_text,
    local,
    parse,
)
from fieldapp.form.model import ModelReader, read_binds
from fieldapp.form.search import implied
from fieldapp.form.texts import guided, read_itext
from fieldapp.problems import FORM_UNREADABLE, Problem


def read_xform(xml: bytes, where: str = "form.xml") -> FormDefinition:
    """Read the exact bytes of a form. `FORM_UNREADABLE` when they are no XForm."""
    document = parse(xml, where)
    model, body = _parts(document, where)
    instances = [e for e in elements(model) if local(e) == "instance"]
    primary = _primary(instances, where)
    translations, default = read_itext(model)
    binds, ids = read_binds(model, f"/{local(primary)}")
    reader = BodyReader(ids, guided(translations))
    items = reader.read(body, f"/{local(primary)}") if body is not None else ()
    actions = (*(read_action(e, None) for e in elements(model) if local(e) in ACTIONS), *reader.actions)
    declared = _secondary(instances[1:])
    root = ModelReader(binds, items, {action.target for action in actions}).read(primary)
    return FormDefinition(
        form_id=attribute(primary, "id") or _namespace_of(primary),
        version=attribute(primary, "version") or "",
        title=_title(document),
        sha256=hashlib.sha256(xml).hexdigest(),
        root=root,
        languages=tuple(translations),
        default_language=default,
        translations=translations,
        instances=declared | implied(items, _calculates(binds.values()), declared),
        actions=actions,
        body=items,
        missing_codes=tuple((attribute(model, "missing-codes", OWN) or "").split()),
        style=(attribute(body, "class") or "") if body is not None else "",
        namespaces={prefix: uri for prefix, uri in document.nsmap.items() if prefix},
        submission=_submission(model),
    )


def _parts(document: Element, where: str) -> tuple[Element, Element | None]:
    head, body = child(document, "head"), child(document, "body")
    model = child(head, "model") if head is not None else None
    if model is None:
        raise Problem(FORM_UNREADABLE, where=where, why="it has no XForms model")
    return model, body


def _title(document: Element) -> str:
    head = child(document, "head")
    title = child(head, "title") if head is not None else None
    return inner_text(title).strip() if title is not None else ""


def _primary(instances: list[Element], where: str) -> Element:
    first = next(elements(instances[0]), None) if instances else None
    if first is None:
        raise Problem(FORM_UNREADABLE, where=where, why="its model has no instance")
    return first


def _namespace_of(primary: Element) -> str:
    """Old forms carry their id as the namespace of the instance root."""
    return str(primary.nsmap.get(primary.prefix) or local(primary))


def _secondary(found: list[Element]) -> dict[str, SecondaryInstance]:
    return {instance.id: instance for instance in map(read_instance, found)}


def _calculates(binds: Iterable[Element]) -> Iterator[str]:
    return (attribute(bind, "calculate") or "" for bind in binds)


def _submission(model: Element) -> dict[str, str]:
    element = child(model, "submission")
    return attributes(element) if element is not None else {}
