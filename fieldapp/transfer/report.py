"""What came of a merge, from whom: counted once, kept in the study, told in any language (`told_report`).

Each interview is counted with the first source that brought something new of it, else with the first that
had it, so the lines of the sources add up to the whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any, Self

from fieldapp.transfer import members, series
from fieldapp.transfer.colleagues import names
from fieldapp.transfer.look import Damage, Offer
from fieldapp.transfer.place import Place
from fieldapp.transfer.status import missing_files

TOTALS = ("new", "changed", "known", "conflicts", "events", "files", "refused", "forks", "held")


@dataclass(frozen=True, slots=True)
class Source:
    """One laptop's bundle. `state`: merged, left (not chosen), other-study, unknown, revoked."""

    laptop: str
    device: str
    bundle: int
    at: str
    path: str
    state: str
    new: int = 0
    changed: int = 0
    known: int = 0
    refused: int = 0
    held: int = 0
    damaged: tuple[tuple[str, str, int], ...] = ()
    """Packs: name, kind of damage ("" where it is not there at all), bytes."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """A gap in the bundles of a laptop, as it stood after the merge."""

    laptop: str
    first: int
    last: int
    entries: int
    damaged: bool


@dataclass(frozen=True, slots=True)
class Report:
    """What came of one merge."""

    number: int
    at: str
    person: str
    laptop: str
    """Who merged, where."""
    sources: tuple[Source, ...]
    totals: Mapping[str, int]
    """By `TOTALS`; new + changed + known are all interviews that were brought."""
    lacking: tuple[Lacking, ...] = ()
    missing_files: int = 0
    interviews: int = 0
    """In the study afterwards."""
    news: tuple[tuple[str, str], ...] = ()
    """Beside interviews: renewed lists, people, updates; kind and name."""
    undone: str = field(default="", compare=False)
    """When it was taken back."""

    @classmethod
    def from_text(cls, text: str, undone: str = "") -> Self:
        """As it was kept."""
        plain: dict[str, Any] = json.loads(text)
        sources = tuple(
            Source(**{**one, "damaged": tuple((a, b, c) for a, b, c in one["damaged"])})
            for one in plain.pop("sources")
        )
        lacking = tuple(Lacking(**one) for one in plain.pop("lacking"))
        news = tuple((kind, name) for kind, name in plain.pop("news", []))
        plain.pop("undone")
        return cls(**plain, sources=sources, lacking=lacking, news=news, undone=undone)


def make(
    place: Place, offers: Sequence[Offer], left: Sequence[Offer], number: int, totals: Mapping[str, int],
    new: AbstractSet[str], changed: AbstractSet[str], seen: AbstractSet[str],
    news: Sequence[tuple[str, str]] = (),
) -> Report:  # fmt: skip
    """The report of a merge that was just made; `new`, `changed`, `seen` are the records it touched."""
    from fieldapp.transfer.words import laptop_words

    known = members.load(place)
    people = names(place, known)
    shares = _shares(offers, new, changed, seen)
    sources = [_source(known, people, one, shares.get(at, {})) for at, one in enumerate(offers)]
    sources += [_source(known, people, one, {}, left=True) for one in left]
    interviews = place.store.team.records()
    return Report(
        number, datetime.now().astimezone().isoformat(timespec="seconds"), place.enumerator,
        laptop_words(known, place.device.device_id, people=people), tuple(sources),
        {name: totals[name] for name in TOTALS}, lacking(place), len(missing_files(place)), len(interviews),
        tuple(news),
    )  # fmt: skip


def lacking(place: Place, offers: Sequence[Offer] = ()) -> tuple[Lacking, ...]:
    """The gaps there are, by the names of laptops; with `offers`, those that would be left after them."""
    from fieldapp.transfer.words import laptop_words

    known = members.load(place)
    people = names(place, known)
    return tuple(
        Lacking(
            laptop_words(known, gap.device, gap.sender, people), gap.first, gap.last, gap.entries, gap.damaged
        )
        for gap in series.missing(place, offers)
    )


def keep(place: Place, report: Report) -> None:
    """Write it down in the study."""
    place.store.bundles.keep_report(report.number, json.dumps(asdict(report), ensure_ascii=False))


def all_reports(place: Place) -> list[Report]:
    """Of all merges, the last first."""
    found = [(one, place.store.bundles.report(one.number)) for one in place.store.arrivals.all()]
    return [Report.from_text(text, one.undone) for one, text in found if text]


def _shares(
    offers: Iterable[Offer], new: AbstractSet[str], changed: AbstractSet[str], seen: AbstractSet[str]
) -> dict[int, dict[str, int]]:
    """For each source, by its place among the offers, how many interviews are counted with it."""
    mine: dict[str, int] = {}
    had: dict[str, int] = {}
    for at, offer in enumerate(offers):
        for record in offer.counts.fresh:
            mine.setdefault(record, at)
        for record in offer.counts.records:
            had.setdefault(record, at)
    shares: dict[int, dict[str, int]] = {}
    for name, records in (("new", new), ("changed", changed), ("known", seen - new - changed)):
        for record in records:
            share = shares.setdefault(mine.get(record, had.get(record, 0)), {})
            share[name] = share.get(name, 0) + 1
    return shares


def _source(
    known: members.Known,
    people: Mapping[str, str],
    offer: Offer,
    share: Mapping[str, int],
    *,
    left: bool = False,
) -> Source:
    from fieldapp.transfer.words import laptop_words

    laptop = laptop_words(known, offer.device, offer.sender, people) if offer.device else ""
    damaged = tuple(map(_damage, offer.damaged))
    return Source(
        laptop, offer.device, offer.number, offer.at, offer.path.name, _state(offer, left=left), **share,
        refused=offer.counts.refused,
        held=offer.counts.held + len(offer.held), damaged=damaged,
    )  # fmt: skip


def _state(offer: Offer, *, left: bool) -> str:
    if offer.other_study:
        return "other-study"
    if offer.unknown:
        return "unknown"
    return "left" if left else "revoked" if offer.revoked else "merged"


def _damage(one: Damage) -> tuple[str, str, int]:
    return one.name, str(one.fault) if one.fault is not None else "", one.size
