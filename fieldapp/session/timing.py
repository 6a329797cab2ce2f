"""Time in all and per question, net of pauses, from the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
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


class Stopwatch:
    """How long somebody was at an interview in all its openings; it stands while nobody is."""

    def __init__(self, rows: Sequence[JournalRow]) -> None:
        self._before = sum(
            after.ms - before.ms
            for before, after in _pairs(rows)
            if before.kind != "away" and same_opening(before, after)
        )
        self._left: int | None = 0 if rows and rows[-1].kind == "finalize" else None
        self._absent = 0

    def heard(self, kind: str, ms: int) -> None:
        """A step was committed, `ms` milliseconds after this opening began."""
        if self._left is not None:
            self._absent += ms - self._left
        self._left = ms if kind in ("away", "finalize") else None

    def seconds(self, ms: int) -> float:
        """Seconds so far, `ms` milliseconds after this opening began."""
        return (self._before + (ms if self._left is None else self._left) - self._absent) / 1000


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
