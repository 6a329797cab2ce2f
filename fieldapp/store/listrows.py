"""All rows of a list as a sequence that holds none of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol, overload

from fieldapp.form import Row


class Walked(Protocol):
    """A list that can be counted, walked through, and asked for one row."""

    def count(self) -> int: ...
    def walk(self) -> Iterator[Row]: ...
    def at(self, position: int) -> Row: ...


class Rows(Sequence[Row]):
    """Read from the list as they are walked."""

    def __init__(self, source: Walked) -> None:
        self._source = source

    def __len__(self) -> int:
        return self._source.count()

    def __iter__(self) -> Iterator[Row]:
        return self._source.walk()

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return list(self)[index]
        return self._source.at(range(len(self))[index])
