"""Which cases a filter or a search shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from fieldapp.ui.cases import words
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.cases import Entry

FILTERS: dict[str, Callable[[], str]] = {
    "all": lambda: tr("All"),
    "new": lambda: tr("Not handed out"),
    "out": lambda: tr("Under way"),
    "done": lambda: tr("Done"),
    "returned": lambda: tr("Sent back"),
    "disputed": lambda: tr("Disputed"),
}
_STATUSES = {
    "new": ("new",),
    "out": ("assigned", "progress"),
    "done": ("done", "approved", "closed"),
    "returned": ("returned",),
    "disputed": ("disputed",),
}


def passes(entry: Entry, name: str) -> bool:
    """Whether a filter shows it."""
    return name == "all" or entry.status in _STATUSES[name]


def found(entry: Entry, text: str, names: Mapping[str, str]) -> bool:
    """Whether it holds every word of a search, in characters, pinyin or initials."""
    wanted = text.casefold().split()
    if not wanted:
        return True
    plan = entry.plan
    parts = (entry.case_id, words.name_of(entry, names), plan.village, plan.quota, plan.enum, plan.note)
    told = " ".join(parts)
    return all(
        word in told.casefold() or (word.isascii() and any(word in sound for sound in _sounds(told)))
        for word in wanted
    )


@lru_cache(maxsize=1 << 15)
def _sounds(told: str) -> tuple[str, ...]:
    """Pinyin and initials; kept for lists that are searched letter by letter."""
    from fieldapp.study.search import sounds

    return sounds(told)
