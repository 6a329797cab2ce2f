"""The clock guard: the wall clock held against the monotonic clock, and against the last use of the study.

A laptop whose battery died may believe it is 1970, and people set clocks by hand. Times of answers are then
wrong; the answers are not. The guard says so and leaves a trace in the journal.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_DRIFT = timedelta(minutes=2)
"""Clocks are corrected over the network by seconds; more than this is a jump."""


@dataclass(frozen=True, slots=True)
class ClockFault:
    """`seconds` the clock is off: negative when it went back. `kind`: "jump", or "before" the last use."""

    kind: str
    expected: datetime
    found: datetime

    @property
    def seconds(self) -> int:
        return round((self.found - self.expected).total_seconds())


class ClockGuard:
    """One for each opened interview. `look()` gives a fault once, when it appears."""

    def __init__(
        self,
        now: Callable[[], datetime],
        last_use: datetime | None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._now, self._monotonic = now, monotonic
        self._last_use = last_use
        self._anchor: tuple[datetime, float] | None = None

    def look(self) -> ClockFault | None:
        """What is wrong with the clock now; from then on it is the new measure."""
        found, ticks = self._now(), self._monotonic()
        before = self._anchor
        self._anchor = (found, ticks)
        if before is None:
            late = self._last_use is not None and found < self._last_use - MOST_DRIFT
            return ClockFault("before", self._last_use, found) if late and self._last_use else None
        expected = before[0] + timedelta(seconds=ticks - before[1])
        return ClockFault("jump", expected, found) if abs(found - expected) > MOST_DRIFT else None
