"""How the choices of a question stand: the ODK appearances of selects, in one small value."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fieldapp.interview import ChoiceItem, Node

_NUMBERED = re.compile(r"(?:columns|compact|quickcompact)-(\d+)")
_SIDE_BY_SIDE = {"columns", "compact", "quickcompact", "horizontal", "horizontal-compact", "list"}
_NO_BUTTONS = {"no-buttons", "compact", "quickcompact", "horizontal-compact"}
_QUICK = {"quick", "quickcompact"}
_WIDTHS = ((8, 5), (14, 4), (22, 3), (40, 2))
"""Length of the longest label (a Chinese character counts two) -> columns that fit."""
MOST_COLUMNS = 12


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`packed`: as many in a line as fit; `tall`: words below the key cap; `quick`: an answer goes on."""

    columns: int = 1
    packed: bool = False
    tall: bool = False
    marks: bool = True
    quick: bool = False


def arrangement(node: Node, otherwise: int = 1) -> Arrangement:
    """What the form says; `otherwise` columns where it says nothing."""
    looks = node.control.appearance if node.control is not None else ()
    plain = [look for look in looks if not _NUMBERED.fullmatch(look)]
    marks = not (_NO_BUTTONS & set(plain)) and not any(
        look.startswith(("compact-", "quickcompact-")) for look in looks
    )
    quick = bool(_QUICK & set(plain)) or any(look.startswith("quickcompact-") for look in looks)
    if "likert" in plain:
        return Arrangement(max(1, len(node.choices())), tall=True, quick=quick)
    return Arrangement(_columns(looks, node, otherwise), "columns-pack" in plain, marks=marks, quick=quick)


def _columns(looks: Iterable[str], node: Node, otherwise: int) -> int:
    if "vertical" in looks:
        return 1
    for look in looks:
        if (found := _NUMBERED.fullmatch(look)) is not None:
            return max(1, min(int(found[1]), MOST_COLUMNS))
    return fitting(node.choices()) if _SIDE_BY_SIDE & set(looks) else otherwise


def fitting(choices: Iterable[ChoiceItem]) -> int:
    """Columns for labels of this length."""
    longest = max((_length(choice.label) for choice in choices), default=0)
    return next((columns for length, columns in _WIDTHS if longest <= length), 1)


def _length(text: str) -> int:
    return sum(1 if char.isascii() else 2 for char in text)
