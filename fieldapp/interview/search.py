"""`search('file', how, columns, text, filter column, filter text)`: choices from a CSV, as in Collect.

Letter case does not count. The rows stand in the order of the column `sortby` where the file has one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from fieldapp.form import ListSource, Row

_HOW: dict[str, Callable[[str, str], bool]] = {
    "contains": lambda cell, text: text in cell,
    "startswith": str.startswith,
    "endswith": str.endswith,
    "matches": str.__eq__,
}


def is_number(value: str) -> bool:
    """Whether a choice of a select with search() stands for itself."""
    return re.fullmatch(r"-?[0-9]+", value) is not None


def rows(source: ListSource, arguments: Sequence[str]) -> list[Row]:
    """The rows that a call with these (evaluated) arguments finds."""
    found: Sequence[Row] = source.rows()
    if len(arguments) >= 6:
        found = source.find(arguments[4].strip(), arguments[5])
    how = _HOW.get(arguments[1].strip().lower()) if len(arguments) >= 4 else None
    if how is not None:
        columns = [column.strip() for column in arguments[2].split(",")]
        text = arguments[3].casefold()
        found = [row for row in found if any(how(row.get(column).casefold(), text) for column in columns)]
    return sorted(found, key=_order) if "sortby" in source.columns else list(found)


def _order(row: Row) -> tuple[bool, float, str]:
    cell = row.get("sortby")
    try:
        return False, float(cell), ""
    except ValueError:
        return True, 0.0, cell


def pairs(found: Sequence[Row], value: str, labels: str) -> Iterator[tuple[str, str]]:
    """Value and label of each row; several columns of a label are joined by blanks."""
    columns = [column for column in re.split(r"[,\s]+", labels) if column]
    for row in found:
        cell = row.get(value.strip())
        if cell:
            yield cell, " ".join(filter(None, (row.get(column) for column in columns))) or cell
