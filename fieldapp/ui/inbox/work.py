"""What the worker does for the inbox: plain functions with their own connection, no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.problems import Problem

if TYPE_CHECKING:
    from fieldapp.export.reading import Compared
    from fieldapp.study import Beside, Study
    from fieldapp.transfer import Offer, Receipt, Report, Sent, Taken
    from fieldapp.transfer.report import Lacking
    from fieldapp.ui.tasks import Progress


@dataclass(frozen=True)
class Looked:
    """What lies at the places that were looked at. `unreadable`: place and why."""

    offers: tuple[Offer, ...] = ()
    unreadable: tuple[tuple[Path, Problem], ...] = ()
    lacking: tuple[Lacking, ...] = ()
    """Bundles that would still be missing after all of it is merged."""
    names: Mapping[str, str] = field(default_factory=dict)
    """Laptop -> what people call it."""
    books: tuple[Compared, ...] = ()
    """Workbooks, held against the study; they are never taken in."""


_UNSEEN = ("received", "edited", "disputed")


@dataclass(frozen=True)
class Standing:
    """How the study stands: who has delivered when, what of ours arrived, how many interviews there are."""

    delivered: tuple[Receipt, ...] = ()
    interviews: int = 0
    conflicts: int = 0
    heard: tuple[tuple[str, str, int], ...] = field(default=())
    """Who works on a laptop, its last interview's time, number of interviews; the longest silent first."""
    reports: tuple[Report, ...] = ()
    """Of all merges, the last first."""
    waiting: int = 0
    """Interviews that nobody has looked at."""

    @property
    def last(self) -> Report | None:
        """Of the last merge that was not taken back."""
        return next((one for one in self.reports if not one.undone), None)


def sticks() -> list[Path]:
    """Removable disks that are there now."""
    from fieldapp.backup import disks

    return disks()


def look(study: Beside, places: Sequence[Path], progress: Progress) -> Looked:
    """Every offer at these places; a place that cannot be read keeps none of the others away."""
    from fieldapp import transfer
    from fieldapp.transfer.report import lacking

    offers: list[Offer] = []
    unreadable: list[tuple[Path, Problem]] = []
    books: list[Compared] = []
    with closing(study.open()) as beside:
        mine = beside.device_id
        apart = transfer.quarantine_of(beside)
        for at, place in enumerate(places, 1):
            try:
                if place.suffix.lower() == ".xlsx" and place.is_file():
                    books.append(_compare(beside, place))
                else:
                    offers += transfer.look(beside, place)
            except Problem as failure:
                unreadable.append((place, failure))
            progress(at, len(places))
        if apart.is_dir():
            offers += [one for one in transfer.look(beside, apart) if one.counts.new or one.counts.changed]
        offers = [offer for offer in offers if offer.device != mine]
        gaps, called = lacking(beside, offers), _names(beside, offers)
        offers.sort(key=lambda one: (one.other_study, called.get(one.device, ""), str(one.path)))
        return Looked(tuple(offers), tuple(unreadable), gaps, called, tuple(books))


def _compare(beside: Study, path: Path) -> Compared:
    """NOT_ALLOWED for who may not see the interviews of others."""
    from fieldapp.export.reading import compare
    from fieldapp.study import Right

    beside.require(Right.SEE_OTHERS)
    return compare(beside.store, path, beside.secrets.lists_key if beside.secrets else None)


def _names(beside: Study, offers: Sequence[Offer]) -> dict[str, str]:
    from fieldapp.transfer import members
    from fieldapp.transfer.colleagues import names
    from fieldapp.transfer.words import laptop_words

    known = members.load(beside)
    people = names(beside, known)
    return {one.device: laptop_words(known, one.device, one.sender, people) for one in offers if one.device}


def _named(code: str, people: Mapping[str, str]) -> str:
    return " ".join(filter(None, [code, people.get(code, "")]))


def merge(study: Beside, offers: Sequence[Offer], progress: Progress, left: Sequence[Offer] = ()) -> Taken:
    """A backup first, then everything that was ticked; what was `left` out is named in the report."""
    from fieldapp import backup, transfer

    with closing(study.open(writing=True)) as beside:
        backup.before(beside.store, beside.layout, "merge")
        return transfer.take(beside, offers, progress, left)


def take_back(study: Beside) -> int:
    """The last merge goes; its number."""
    from fieldapp import transfer

    with closing(study.open(writing=True)) as beside:
        return transfer.take_back(beside)


def offer_update(study: Beside, path: Path) -> None:
    """Put an installer of the app into the bundles from now on."""
    from fieldapp import transfer

    with closing(study.open(writing=True)) as beside:
        transfer.updates.offer(beside, path)


def send(study: Beside, target: Path, onward: bool, everything: bool = False) -> Sent:
    """Put a bundle on a stick or into a folder."""
    from fieldapp import transfer

    with closing(study.open(writing=True)) as beside:
        return transfer.send(beside, target, onward=onward, everything=everything)


def standing(study: Beside) -> Standing:
    """Read from the study."""
    from fieldapp import transfer
    from fieldapp.merge import view
    from fieldapp.transfer import members
    from fieldapp.transfer.colleagues import names
    from fieldapp.transfer.status import state_of

    with closing(study.open()) as beside:
        records = [one for one in view(state_of(beside)).records.values() if not one.deleted]
        mine = beside.device_id
        people = names(beside, members.load(beside))
        heard = [one for one in beside.store.team.heard() if one[2] != mine]
        return Standing(
            tuple(transfer.delivered(beside)),
            len(records),
            sum(record.in_conflict for record in records),
            tuple((_named(who, people) or device[:8], when, count) for when, who, device, count in heard),
            tuple(transfer.all_reports(beside)),
            sum(not one.in_conflict and one.reviews[one.heads[0]] in _UNSEEN for one in records),
        )
