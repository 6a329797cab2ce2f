"""Secondary instances: the choice lists and look-up tables of a form."""

from __future__ import annotations

from lxml import etree

from fieldapp.form.definition import SecondaryInstance
from fieldapp.form.markup import Element, attribute, elements, local


def read_instance(element: Element) -> SecondaryInstance:
    """One `<instance id=...>`: a file (`src`), a plain table, or any other XML kept as text."""
    id_ = attribute(element, "id") or ""
    source = attribute(element, "src")
    content = next(elements(element), None)
    if source is not None or content is None:
        return SecondaryInstance(id_, source=source)
    items = list(elements(content))
    if not _is_table(content, items):
        return SecondaryInstance(id_, xml=etree.tostring(content, encoding="unicode"))
    columns = _columns(items)
    return SecondaryInstance(id_, columns=columns, rows=tuple(_row(item, columns) for item in items))


def _is_table(content: Element, items: list[Element]) -> bool:
    """A table is `root/item/column`, each column a leaf that stands once; anything else is a tree."""
    if local(content) != "root" or content.attrib:
        return False
    for item in items:
        if local(item) != "item" or item.attrib:
            return False
        cells = list(elements(item))
        if len({local(cell) for cell in cells}) != len(cells):
            return False
        if any(len(cell) or cell.attrib for cell in cells):
            return False
    return True


def _columns(items: list[Element]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(local(cell) for item in items for cell in elements(item)))


def _row(item: Element, columns: tuple[str, ...]) -> tuple[str, ...]:
    cells = {local(cell): cell.text or "" for cell in elements(item)}
    return tuple(cells.get(column, "") for column in columns)
