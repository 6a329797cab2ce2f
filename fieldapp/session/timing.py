"""Time per question, net of pauses, from the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta

from fieldapp.store import JournalRow

_CLOCKS_AGREE = timedelta(seconds=2)


def seconds_per_question(rows: Iterable[JournalRow]) -> dict[str, float]:
    """Reference -> seconds spent there over all visits, by the monotonic clock.

    Left out: the time between two openings of the interview, and while the window was locked.
    """
    spent: dict[str, float] = defaultdict(float)
    for before, after in _pairs(rows):
        if before.position and before.kind != "away" and same_opening(before, after):
            spent[before.position if after.kind != "answer" else after.position] += (
                after.ms - before.ms
            ) / 1000
    return dict(spent)


def same_opening(before: JournalRow, after: JournalRow) -> bool:
    """Whether the interview stayed open between two steps: the monotonic clock began at the same time."""
    apart = (after.at - timedelta(milliseconds=after.ms)) - (before.at - timedelta(milliseconds=before.ms))
    return after.ms >= before.ms and abs(apart) <= _CLOCKS_AGREE


def _pairs(rows: Iterable[JournalRow]) -> Iterator[tuple[JournalRow, JournalRow]]:
    before: JournalRow | None = None
    for row in rows:
        if before is not None:
            yield before, row
        before = row
