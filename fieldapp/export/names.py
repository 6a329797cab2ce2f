"""Names that Excel accepts, none of them twice."""

from __future__ import annotations

import re

from fieldapp.export.cells import first_units

SHEET_LENGTH = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = {"history"}


class Unique:
    """Hands out names, each one once; a name that is taken gets a number."""

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._taken: set[str] = set()

    def take(self, name: str) -> str:
        """`name`, or the first of `name_2`, `name_3` ... that is free, whatever the case."""
        found, number = first_units(name, self._longest), 1
        while found.casefold() in self._taken:
            number += 1
            ending = f"_{number}"
            found = first_units(name, self._longest - len(ending)) + ending
        self._taken.add(found.casefold())
        return found


class SheetNames(Unique):
    """Names of sheets: at most 31 characters, without `[]:*?/\\`, unique whatever the case."""

    def __init__(self) -> None:
        super().__init__(SHEET_LENGTH)

    def take(self, name: str) -> str:
        """A valid name of a sheet close to `name`."""
        clean = first_units(_FORBIDDEN.sub("_", name).strip("' "), SHEET_LENGTH).rstrip("' ")
        if not clean or clean.casefold() in _RESERVED:
            clean = f"{clean}_"
        return super().take(clean)
