"""Which interviews the study's rule asks a supervisor to look at."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fieldapp.review.queue import Entry


@dataclass(frozen=True, slots=True)
class Rule:
    """An enumerator's first `first` interviews, then `share` (0 to 1) of the others; red flags always."""

    first: int = 5
    share: float = 0.2


def wanted(entries: Sequence[Entry], rule: Rule) -> set[str]:
    """Record ids. The same on every laptop and every evening: chance is a hash of the record, not a dice."""
    done: Counter[str] = Counter()
    found = set()
    for entry in sorted(entries, key=lambda one: (one.finished, one.record_id)):
        done[entry.author] += 1
        if entry.red or done[entry.author] <= rule.first or _chance(entry.record_id) < rule.share:
            found.add(entry.record_id)
    return found


def _chance(record_id: str) -> float:
    """A number from 0 to 1 that the record itself decides."""
    return int.from_bytes(hashlib.sha256(b"review " + record_id.encode()).digest()[:8], "big") / 2**64
