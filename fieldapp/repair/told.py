"""What a repaired copy says about itself: counts that add up, and everything left out by its name."""

from __future__ import annotations

from dataclasses import dataclass, field

from fieldapp.store.salvage import Row


@dataclass(slots=True)
class Count:
    """`found` = `taken` + `partly` + `lost`."""

    taken: int = 0
    partly: int = 0
    lost: int = 0

    @property
    def found(self) -> int:
        """All there were."""
        return self.taken + self.partly + self.lost


@dataclass(slots=True)
class Told:
    """Filled while the copy is made."""

    counts: dict[str, Count] = field(default_factory=dict)
    named: list[str] = field(default_factory=list)
    fragments: list[tuple[str, Row]] = field(default_factory=list)

    def count(self, what: str) -> Count:
        """The count of one kind of thing."""
        return self.counts.setdefault(what, Count())

    def taken(self, what: str, n: int = 1) -> None:
        """Whole."""
        self.count(what).taken += n

    def partly(self, what: str, name: str) -> None:
        """In part; `name` says which and how much."""
        self.count(what).partly += 1
        self.named.append(name)

    def lost(self, what: str, name: str, n: int = 1) -> None:
        """Not readable."""
        self.count(what).lost += n
        if name:
            self.named.append(name)

    def keep(self, table: str, row: Row) -> None:
        """A row that nothing vouches for."""
        self.fragments.append((table, row))
