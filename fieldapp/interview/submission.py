"""What leaves an interview: the submission XML and the answers of a revision."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lxml import etree

from fieldapp.interview.tree import Node

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview

OPENROSA = "http://openrosa.org/xforms"


Said = Callable[[Node], str]
"""What is written of a node's answer."""


def render(interview: Interview, instance_id: str | None, deprecated_id: str | None, said: Said) -> str:
    """Submission XML. `instance_id` replaces the form's own; without one the form's stays."""
    definition = interview.definition
    root = _element(interview.root, said, dict(definition.namespaces))
    root.set("id", definition.form_id)
    if definition.version:
        root.set("version", definition.version)
    if instance_id is not None:
        _set_meta(root, "instanceID", instance_id)
    if deprecated_id is not None:
        _set_meta(root, "deprecatedID", deprecated_id)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _element(node: Node, said: Said, namespaces: dict[str, str] | None = None) -> etree._Element:
    definition = node.spec.definition
    space = definition.namespace if definition.namespace not in ("", _XFORMS) else ""
    tag = f"{{{space}}}{node.name}" if space else node.name
    element = etree.Element(tag, nsmap=namespaces)
    for name, value in definition.attributes.items():
        element.set(name, value)
    element.text = xml_text(said(node)) or None
    for child in node.children:
        if child.definition.is_attribute:
            element.set(child.name[1:], xml_text(said(child)))
        elif child.relevant:
            element.append(_element(child, said))
    return element


_XFORMS = "http://www.w3.org/2002/xforms"


def xml_text(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n\r") if text else ""


def _set_meta(root: etree._Element, name: str, value: str) -> None:
    meta = next((child for child in root if etree.QName(child).localname == "meta"), None)
    if meta is None:
        meta = etree.SubElement(root, f"{{{OPENROSA}}}meta", nsmap={"orx": OPENROSA})
    found = next((child for child in meta if etree.QName(child).localname == name), None)
    if found is None:
        space = etree.QName(meta).namespace
        found = etree.SubElement(meta, f"{{{space}}}{name}" if space else name)
    found.text = value


def answers(node: Node) -> dict[str, Any]:
    """Relevant leaves by their reference without positions; an asked but unanswered one is ""."""
    out: dict[str, Any] = {}
    for child in node.children:
        if not child.relevant:
            continue
        reference = "/" + "/".join(child.spec.path)
        if child.spec.is_repeat:
            out.setdefault(reference, []).append({"row": child.row_id, "answers": answers(child)})
        elif child.slots:
            out.update(answers(child))
        else:
            out[reference] = child.value
    return out
