"""A list file with the study's entities laid over it: what a follow-up form sees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from fieldapp.form import ListSource, MemoryList, Row
from fieldapp.store.entities import EntityRow
from fieldapp.store.listrows import Rows

_ALWAYS = ("name", "label", "__version")


class MergedList:
    """Rows of the file at their places, changed where an entity of the same `name` was; new ones behind.

    Only the entities are in memory. Keeps the contract of `ListSource`.
    """

    def __init__(self, base: ListSource | None, entities: Iterable[EntityRow]) -> None:
        self._base: ListSource = base if base is not None else MemoryList(_ALWAYS, ())
        entities = list(entities)
        named = (name for entity in entities for name in entity.properties)
        self._columns = tuple(dict.fromkeys((*self._base.columns, *(_ALWAYS if entities else ()), *named)))
        self._blank = dict.fromkeys(self._columns, "")
        self._replaced: dict[int, Row] = {}
        self._added: list[Row] = []
        self._in_file = len(self._base.rows())
        for entity in entities:
            self._lay(entity)
        own = [row for _, row in sorted(self._replaced.items())] + self._added
        self._own = _Indexed(own)

    def _lay(self, entity: EntityRow) -> None:
        """Over each row of its name; behind the file if it is new."""
        found = self._base.find("name", entity.id) if "name" in self._base.columns else ()
        for row in found:
            self._replaced[row.position] = self._changed(row, entity)
        if not found and entity.created:
            new = Row(self._in_file + len(self._added), {"name": entity.id})
            self._added.append(self._changed(new, entity))

    def _changed(self, row: Row, entity: EntityRow) -> Row:
        own = {"name": entity.id, "__version": str(entity.version)}
        if entity.label:
            own["label"] = entity.label
        return Row(row.position, {**self._blank, **row.cells, **entity.properties, **own})

    @property
    def columns(self) -> Sequence[str]:
        """The headings of the file, then those of the entities."""
        return self._columns

    def find(self, column: str, value: str) -> Sequence[Row]:
        """Rows whose cell is exactly `value`, in list order."""
        return self._join(self._base.find(column, value), self._own.find(column, value))

    def find_all(self, conditions: Sequence[tuple[str, str]]) -> Sequence[Row]:
        """All rows that hold every cell are among these, in list order."""
        every = getattr(self._base, "find_all", None)
        rows = every(conditions) if every is not None else self._base.find(*conditions[0])
        return self._join(rows, self._own.find(*conditions[0]))

    def rows(self) -> Sequence[Row]:
        """All rows, read as they are walked."""
        return Rows(self)

    def search(self, text: str, limit: int) -> Sequence[Row]:
        """Rows of which any cell holds `text`, letter case aside; at most `limit`, in list order."""
        wanted = text.casefold()
        rows = self._base.search(text, limit + len(self._replaced))
        own = (r for r in self._own.rows if any(wanted in cell.casefold() for cell in r.cells.values()))
        return self._join(rows, own)[:limit]

    def count(self) -> int:
        """Number of rows."""
        return self._in_file + len(self._added)

    def at(self, position: int) -> Row:
        """The row at a place."""
        if position >= self._in_file:
            return self._added[position - self._in_file]
        return self._replaced.get(position) or self._whole(self._base.rows()[position])

    def walk(self) -> Iterator[Row]:
        """Rows one by one."""
        for row in self._base.rows():
            yield self._replaced.get(row.position) or self._whole(row)
        yield from self._added

    def _join(self, rows: Iterable[Row], own: Iterable[Row]) -> list[Row]:
        """Rows of the file that no entity changed, and the entities found, in list order."""
        kept = (self._whole(row) for row in rows if row.position not in self._replaced)
        return list(merge(kept, own, key=lambda row: row.position))

    def _whole(self, row: Row) -> Row:
        """With the columns that only entities have."""
        return Row(row.position, {**self._blank, **row.cells})


class _Indexed:
    """The rows in memory, indexed by column on first use."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self._index: dict[str, dict[str, list[Row]]] = {}

    def find(self, column: str, value: str) -> Sequence[Row]:
        """Rows whose cell is exactly `value`."""
        if column not in self._index:
            index = self._index[column] = {}
            for row in self.rows:
                index.setdefault(row.get(column), []).append(row)
        return self._index[column].get(value, ())
