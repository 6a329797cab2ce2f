"""Candidates for double interviews. They are shown to people; nothing is ever merged for being alike.

Equal answers in 85 % of the questions are rarer among honest interviews than among copied ones:
Kuriakose and Robbins, "Don't get duped: fraud through duplication in public opinion surveys",
Statistical Journal of the IAOS 32 (2016) 283-291. The other rules are those of field offices.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations
from typing import Literal

Reason = Literal["case", "household", "phone", "place and name", "answers"]
NEAR_METRES = 50.0
ALIKE_NAMES = 0.8
EQUAL_ANSWERS = 0.85
FEWEST_ANSWERS = 20
"""Below so many common questions, equal answers say nothing."""
_EARTH_METRES = 6_371_000.0
_BAND_DEGREES = math.degrees(NEAR_METRES / _EARTH_METRES)


@dataclass(frozen=True, slots=True)
class Interview:
    """What tells one interview from another. Empty texts say nothing and match nothing."""

    record_id: str
    form_id: str
    case: str = ""
    household: str = ""
    phone: str = ""
    name: str = ""
    position: tuple[float, float] | None = None
    """Latitude and longitude in degrees."""
    answers: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    """(question, answer) of the questions that were answered."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Two records that are perhaps one, and why; `share` of equal answers, 0 to 1."""

    records: tuple[str, str]
    reasons: tuple[Reason, ...]
    share: float = 0.0


def candidates(interviews: Sequence[Interview]) -> list[Candidate]:
    """Pairs with at least one reason, those with most reasons first. Only within one form."""
    reasons: dict[tuple[str, str], list[Reason]] = defaultdict(list)
    shares: dict[tuple[str, str], float] = {}
    for reason, pair in (*_same_keys(interviews), *_same_places(interviews)):
        reasons[pair].append(reason)
    for pair, share in _same_answers(interviews):
        reasons[pair].append("answers")
        shares[pair] = share
    found = [Candidate(pair, tuple(why), shares.get(pair, 0.0)) for pair, why in reasons.items()]
    return sorted(found, key=lambda one: (-len(one.reasons), -one.share, one.records))


def _same_keys(interviews: Sequence[Interview]) -> Iterator[tuple[Reason, tuple[str, str]]]:
    kinds: tuple[Reason, ...] = ("case", "household", "phone")
    for kind in kinds:
        groups = _grouped(
            (one, (one.form_id, getattr(one, kind))) for one in interviews if getattr(one, kind)
        )
        for group in groups:
            for a, b in combinations(group, 2):
                yield kind, _pair(a, b)


def _same_places(interviews: Sequence[Interview]) -> Iterator[tuple[Reason, tuple[str, str]]]:
    """Nearer than 50 m with names alike. In the order of latitudes only neighbours need be compared."""
    placed = [(one.position, one) for one in interviews if one.position is not None and one.name]
    placed.sort(key=lambda entry: entry[0][0])
    for at, (here, one) in enumerate(placed):
        for there, other in reversed(placed[:at]):
            if here[0] - there[0] > _BAND_DEGREES:
                break
            near = one.form_id == other.form_id and _metres(here, there) <= NEAR_METRES
            if near and _alike(one.name, other.name):
                yield "place and name", _pair(one, other)


def _same_answers(interviews: Sequence[Interview]) -> Iterator[tuple[tuple[str, str], float]]:
    """Pairs with at least 85 % equal answers, by counting shared ones through an index of answers."""
    for group in _grouped((one, one.form_id) for one in interviews):
        large = [one for one in group if len(one.answers) >= FEWEST_ANSWERS]
        yield from _shared(large)


def _shared(group: Sequence[Interview]) -> Iterator[tuple[tuple[str, str], float]]:
    """Two interviews can only reach the share if they also agree in one of the rarest answers of each.

    So a pair is compared only when it meets in the index of the rarest 15 % (and one more) of the
    answers: the prefix filter of set similarity joins (Chaudhuri, Ganti, Kaushik, ICDE 2006).
    """
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for one in group:
        for answer in one.answers:
            counts[answer] += 1
    index: dict[tuple[str, str], list[Interview]] = defaultdict(list)
    for one in group:
        rare = sorted(one.answers, key=lambda answer: (counts[answer], answer))
        prefix = rare[: len(rare) - math.ceil(EQUAL_ANSWERS * len(rare)) + 1]
        met = {id(other): other for answer in prefix for other in index[answer]}
        for other in met.values():
            share = _share(one, other)
            if share >= EQUAL_ANSWERS:
                yield _pair(one, other), share
        for answer in prefix:
            index[answer].append(one)


def _share(one: Interview, other: Interview) -> float:
    """Equal answers as a share of the longer interview."""
    return len(one.answers & other.answers) / max(len(one.answers), len(other.answers))


def _grouped(keyed: Iterable[tuple[Interview, Hashable]]) -> list[list[Interview]]:
    groups: dict[Hashable, list[Interview]] = defaultdict(list)
    for one, key in keyed:
        groups[key].append(one)
    return list(groups.values())


def _pair(a: Interview, b: Interview) -> tuple[str, str]:
    return (a.record_id, b.record_id) if a.record_id < b.record_id else (b.record_id, a.record_id)


def _alike(a: str, b: str) -> bool:
    return SequenceMatcher(None, a.casefold(), b.casefold(), autojunk=False).ratio() >= ALIKE_NAMES


def _metres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle distance (haversine)."""
    p, q = math.radians(here[0]), math.radians(there[0])
    step = math.sin((q - p) / 2) ** 2
    step += math.cos(p) * math.cos(q) * math.sin(math.radians(there[1] - here[1]) / 2) ** 2
    return 2 * _EARTH_METRES * math.asin(math.sqrt(min(1.0, step)))
