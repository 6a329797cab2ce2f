"""How long interviews took, net of pauses: from the steps of their journals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from fieldapp.review.desk import Desk
from fieldapp.store import Beat

_CLOCKS_AGREE = timedelta(seconds=2)


def minutes(desk: Desk) -> dict[str, float]:
    """Instance id -> minutes somebody was at it, by the monotonic clock of its laptop.

    Left out: the time between two openings of the interview, and while the window was locked.
    """
    of_instance: dict[str, list[Beat]] = defaultdict(list)
    for beat in desk.store.journal.beats():
        of_instance[beat.instance_id].append(beat)
    return {instance: _minutes(beats) for instance, beats in of_instance.items()}


def usual(
    taken: Mapping[str, float], of_form: Iterable[tuple[str, str]], fewest: int = 5
) -> dict[str, float]:
    """Form id -> median minutes, for forms with at least `fewest` interviews; `of_form`: form, instance."""
    found: dict[str, list[float]] = defaultdict(list)
    for form, instance in of_form:
        if instance in taken:
            found[form].append(taken[instance])
    return {form: median(times) for form, times in found.items() if len(times) >= fewest}


def _minutes(beats: list[Beat]) -> float:
    steps = (
        after.ms - before.ms
        for before, after in pairwise(beats)
        if before.kind != "away" and _same_opening(before, after)
    )
    return sum(steps) / 60_000


def _same_opening(before: Beat, after: Beat) -> bool:
    """The monotonic clock began at the same time: the interview stayed open between the two steps."""
    apart = _began(after) - _began(before)
    return after.ms >= before.ms and abs(apart) <= _CLOCKS_AGREE


def _began(beat: Beat) -> datetime:
    return datetime.fromisoformat(beat.at) - timedelta(milliseconds=beat.ms)
