"""Reading XML that may be hostile: no entities, no network, no document type."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from fieldapp.problems import FORM_UNREADABLE, Problem

Element = etree._Element

XFORMS = "http://www.w3.org/2002/xforms"
XHTML = "http://www.w3.org/1999/xhtml"
JAVAROSA = "http://openrosa.org/javarosa"
ODK = "http://www.opendatakit.org/xforms"
OPENROSA = "http://openrosa.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"
OWN = "https://fieldapp.org/xforms"
"""fieldapp's own bind attributes (`pd`, `warning`, `consent` ...) and the model attribute `missing-codes`."""


def parse(xml: bytes, where: str) -> Element:
    """The root element; `FORM_UNREADABLE` for anything that is not harmless, well-formed XML."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml.removeprefix(b"\xef\xbb\xbf").lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Problem(FORM_UNREADABLE, where=where, why=str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Problem(FORM_UNREADABLE, where=where, why="it declares a document type")
    return root


def local(element: Element) -> str:
    """The element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: Element) -> str:
    """The element's namespace, "" without one."""
    return str(element.tag).rpartition("}")[0][1:]


def elements(parent: Element) -> Iterator[Element]:
    """Child elements (comments were dropped by the parser)."""
    return (child for child in parent if isinstance(child.tag, str))


def child(parent: Element, name: str) -> Element | None:
    """The first child element of that local name."""
    return next((e for e in elements(parent) if local(e) == name), None)


def attributes(element: Element, *known: str) -> dict[str, str]:
    """Attributes by local name, without the `known` ones."""
    found = ((str(key).rpartition("}")[2], str(value)) for key, value in element.items())
    return {key: value for key, value in found if key not in known}


def attribute(element: Element, name: str, *namespaces: str) -> str | None:
    """An attribute by its bare name or in one of the namespaces."""
    value = element.get(name)
    for space in namespaces:
        if value is None:
            value = element.get(f"{{{space}}}{name}")
    return value


def inner_text(element: Element) -> str:
    """All text of an element and those below it."""
    return "".join(str(part) for part in element.itertext())
