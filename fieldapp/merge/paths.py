"""Answers of a body as one flat table of paths, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

Flat = dict[str, str]
_ROW = re.compile(r"(.*)\[#([^\]]*)\]", re.DOTALL)
PRESENT = "1"
"""The value at the path of a row that is there."""


def flatten(answers: Mapping[str, Any]) -> Flat:
    """`/data/hh[#row id]/age` -> text; `/data/hh[#row id]` says that the row is there."""
    return dict(_walk(answers, {}))


def _walk(answers: Mapping[str, Any], rows: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for reference, value in answers.items():
        path = _placed(reference, rows)
        if not isinstance(value, list):
            yield path, str(value)
            continue
        for row in value:
            here = f"{path}[#{_safe(row['row'])}]"
            yield here, PRESENT
            yield from _walk(row["answers"], {**rows, reference: here})


def _placed(reference: str, rows: Mapping[str, str]) -> str:
    """A reference with the ids of the rows around it; the innermost row stands for those outside it."""
    around = max((known for known in rows if reference.startswith(known + "/")), key=len, default="")
    return rows[around] + reference[len(around) :] if around else reference


def is_below(path: str, row: str) -> bool:
    """Whether a place is inside a row."""
    return path.startswith(row + "/")


def nest(flat: Mapping[str, str]) -> dict[str, Any]:
    """The opposite of `flatten`; rows stand in the order of their first mention."""
    answers: dict[str, Any] = {}
    rows: dict[str, dict[str, Any]] = {"": answers}
    for path, value in flat.items():
        found = _ROW.fullmatch(path)
        around, reference = _split(found[1] if found else path)
        if found is None:
            rows[around][reference] = value
        else:
            rows[path] = {}
            entry = {"row": _plain(found[2]), "answers": rows[path]}
            rows[around].setdefault(reference, []).append(entry)
    return answers


def _split(path: str) -> tuple[str, str]:
    """The row around a place, and its reference without ids."""
    return path[: path.rfind("]") + 1], re.sub(r"\[#[^\]]*\]", "", path)


def _safe(row_id: str) -> str:
    """A row id that cannot be taken for the end of itself; ids come from other programs too."""
    return row_id.replace("%", "%25").replace("]", "%5D").replace("[", "%5B")


def _plain(safe: str) -> str:
    return safe.replace("%5B", "[").replace("%5D", "]").replace("%25", "%")
