"""Secondary instances as expressions see them: a document with `root`, its items and their cells."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import overload

from fieldapp.form import FormDefinition, Listed, ListSource, MemoryList, Row, SecondaryInstance
from fieldapp.form.markup import Element, elements, local, parse
from fieldapp.xpath import XNode


class Cell:
    """One cell of a list row: a leaf."""

    __slots__ = ("name", "parent", "value")
    relevant = True

    def __init__(self, name: str, value: str, parent: XNode) -> None:
        self.name, self.value, self.parent = name, value, parent

    def named(self, name: str) -> Sequence[XNode]:
        return ()

    def elements(self) -> Sequence[XNode]:
        return ()

    def typed(self) -> str:
        return self.value

    def text(self) -> str:
        return self.value

    def attribute(self, name: str) -> str | None:
        return None


class Item:
    """One row of a list."""

    __slots__ = ("parent", "row")
    name = "item"
    relevant = True

    def __init__(self, row: Row, parent: XNode) -> None:
        self.row, self.parent = row, parent

    @property
    def position(self) -> int:
        """Place in the list, from 0."""
        return self.row.position

    def named(self, name: str) -> Sequence[XNode]:
        value = self.row.cells.get(name)
        return () if value is None else (Cell(name, value, self),)

    def elements(self) -> Sequence[XNode]:
        return [Cell(name, value, self) for name, value in self.row.cells.items()]

    def typed(self) -> str:
        return ""

    def text(self) -> str:
        return ""

    def attribute(self, name: str) -> str | None:
        return None

    def cell(self, name: str) -> str:
        """A cell's text, "" where there is none."""
        return self.row.get(name)


class Found(Sequence[XNode]):
    """Rows of a list that become nodes only when they are looked at: a plan may drop them unread."""

    __slots__ = ("_parent", "_rows")

    def __init__(self, rows: Sequence[Row], parent: XNode) -> None:
        self._rows, self._parent = rows, parent

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[XNode]:
        return (Item(row, self._parent) for row in self._rows)

    @overload
    def __getitem__(self, index: int) -> XNode: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[XNode]: ...
    def __getitem__(self, index: int | slice) -> XNode | Sequence[XNode]:
        if isinstance(index, slice):
            return Found(self._rows[index], self._parent)
        return Item(self._rows[index], self._parent)


class Table:
    """The `root` element of a list, and the document above it (`name` "")."""

    relevant = True

    def __init__(self, source: ListSource, name: str = "", parent: XNode | None = None) -> None:
        self.source, self.name, self.parent = source, name, parent
        self._items: list[XNode] | None = None
        self._root = Table(source, "root", self) if name == "" else self

    def named(self, name: str) -> Sequence[XNode]:
        if self.name == "":
            return (self._root,) if name == "root" else ()
        return self.elements() if name == "item" else ()

    def elements(self) -> Sequence[XNode]:
        if self.name == "":
            return (self._root,)
        if self._items is None:
            self._items = [Item(row, self) for row in self.source.rows()]
        return self._items

    def find(self, column: str, value: str) -> Sequence[XNode]:
        """Items whose cell is exactly `value`, without reading the list."""
        return Found(self.source.find(column, value), self._root)

    def find_all(self, conditions: Sequence[tuple[str, str]]) -> Sequence[XNode] | None:
        """The same for several cells at once, where the list can."""
        find = getattr(self.source, "find_all", None)
        return Found(find(conditions), self._root) if find is not None else None

    def typed(self) -> str:
        return ""

    def text(self) -> str:
        return ""

    def attribute(self, name: str) -> str | None:
        return None


class XmlNode:
    """An element of an instance that is no plain table."""

    __slots__ = ("_children", "element", "name", "parent")
    relevant = True

    def __init__(self, element: Element | None, parent: XNode | None, children: list[Element]) -> None:
        self.element, self.parent = element, parent
        self.name = "" if element is None else local(element)
        self._children: list[XNode] = [XmlNode(child, self, list(elements(child))) for child in children]

    def named(self, name: str) -> Sequence[XNode]:
        return [child for child in self._children if child.name == name]

    def elements(self) -> Sequence[XNode]:
        return self._children

    def typed(self) -> str:
        return self.text()

    def text(self) -> str:
        return "" if self.element is None else "".join(str(part) for part in self.element.itertext())

    def attribute(self, name: str) -> str | None:
        value = None if self.element is None else self.element.get(name)
        return None if value is None else str(value)


def open_instance(instance: SecondaryInstance, source: Listed | None) -> XNode | None:
    """The document node of a secondary instance; None when its file is not at hand."""
    if isinstance(source, SecondaryInstance):
        return open_instance(source, None)
    if source is not None:
        return Table(source)
    if instance.xml is not None:
        return XmlNode(None, None, [parse(instance.xml.encode("utf-8"), instance.id)])
    if instance.source is None:
        return Table(MemoryList(instance.columns, instance.rows))
    return None


class Lists:
    """All secondary instances of one form, opened when first asked for."""

    def __init__(
        self,
        form: FormDefinition,
        external: Callable[[str], Listed | None],
        last_saved: Callable[[], str | None] | None = None,
    ) -> None:
        self._form = form
        self._external = external
        self._last_saved = last_saved
        self._open: dict[str, XNode | None] = {}

    def document(self, id_: str) -> XNode | None:
        if id_ not in self._open:
            instance = self._form.instances.get(id_)
            if instance is not None and instance.is_last_saved:
                self._open[id_] = self._saved()
                return self._open[id_]
            source = self._external(id_) if instance and instance.source else None
            self._open[id_] = open_instance(instance, source) if instance else None
        return self._open[id_]

    def _saved(self) -> XNode:
        """The answers last saved with this form; blank before the first time."""
        xml = self._last_saved() if self._last_saved is not None else None
        if not xml:
            return XmlNode(None, None, [])
        return XmlNode(None, None, [parse(xml.encode("utf-8"), self._form.form_id)])

    def find(self, id_: str, column: str, value: str) -> Sequence[XNode] | None:
        """Rows by an exact cell; None when this instance has no index."""
        document = self.document(id_)
        return document.find(column, value) if isinstance(document, Table) else None

    def find_all(self, id_: str, conditions: Sequence[tuple[str, str]]) -> Sequence[XNode] | None:
        """Rows that may hold all these cells, none missing; None where the list cannot say."""
        document = self.document(id_)
        return document.find_all(conditions) if isinstance(document, Table) else None

    def source(self, id_: str) -> ListSource | None:
        """A list as rows; None when it is a tree or not at hand."""
        document = self.document(id_)
        return document.source if isinstance(document, Table) else None

    def columns(self, id_: str) -> Sequence[str]:
        """Headings of a list, none when it is a tree or not at hand."""
        document = self.document(id_)
        return document.source.columns if isinstance(document, Table) else ()
