"""The time at each question beside its answer. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from fieldapp.ui.interview.review_rows import Entry


def timed(entries: Sequence[Entry], spent: Mapping[str, float]) -> list[Entry]:
    """`spent`: reference -> seconds. A roster has the time of all its cells; under a second is nothing."""
    return [replace(entry, spent=float(int(_of(entry.reference, spent)))) for entry in entries]


def _of(reference: str, spent: Mapping[str, float]) -> float:
    inside = (f"{reference}/", f"{reference}[")
    return sum(seconds for at, seconds in spent.items() if at == reference or at.startswith(inside))
