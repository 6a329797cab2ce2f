"""Ranking choices against a few typed letters: code, name, pinyin, initials."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from fieldapp.ui.controls import pinyin

Item = TypeVar("Item")
_NO_MATCH = 9


def rank(query: str, label: str, code: str) -> int:
    """How well `query` fits: 0 exact, 1 and 2 beginning (letters, pinyin), 3 and 4 inside, 9 not at all."""
    name, low = label.casefold(), code.casefold()
    if query in (name, low):
        return 0
    if name.startswith(query) or low.startswith(query):
        return 1
    spelt = query.replace(" ", "").replace("'", "")
    by_letters = spelt.isascii() and spelt.isalnum() and not name.isascii()
    if by_letters and pinyin.matches_at_start(spelt, label):
        return 2
    if query in name:
        return 3
    return 4 if by_letters and pinyin.matches_inside(spelt, label) else _NO_MATCH


def found(
    query: str, items: Iterable[Item], text: Callable[[Item], tuple[str, str]], limit: int = 200
) -> Sequence[Item]:
    """The items that fit `query`, best first and else in their own order; `text` gives (label, code)."""
    wanted = query.strip().casefold()
    if not wanted:
        return list(items)[:limit]
    by_rank: list[list[Item]] = [[] for _ in range(5)]
    for item in items:
        place = rank(wanted, *text(item))
        if place < _NO_MATCH and len(by_rank[place]) < limit:
            by_rank[place].append(item)
    return [item for group in by_rank for item in group][:limit]
