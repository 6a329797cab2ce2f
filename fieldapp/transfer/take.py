"""Taking in: one pack after another, each all or nothing. It can be broken off and done again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from fieldapp.packs import name_of
from fieldapp.problems import IMPORT_BUILT_UPON, IMPORT_NONE, Problem
from fieldapp.transfer import members, quarantine, receipts, report, series
from fieldapp.transfer.collecting import not_collecting
from fieldapp.transfer.counting import new_conflicts
from fieldapp.transfer.importing import Import, Progress
from fieldapp.transfer.look import Offer, PackRef
from fieldapp.transfer.place import Place


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did. `new` + `changed` + `known` records are all that were offered whole."""

    number: int
    new: int
    changed: int
    known: int
    conflicts: int
    events: int
    files: int
    refused: int
    forks: int
    held: int = 0
    """Items and packs that went to the quarantine."""


@not_collecting()
def take(
    place: Place, offers: Sequence[Offer], progress: Progress = lambda _done, _total: None,
    left: Sequence[Offer] = (),
) -> Taken:  # fmt: skip
    """Take in what the offers hold; offers of other studies bring nothing. `left`: offers that somebody
    saw and left out, which only the report names.

    The caller makes a backup before. Killed at any moment, the study is whole, and the same again
    completes it.
    """
    team = _team(place, offers)
    work = Import(place, offers, team)
    work.run(progress)
    apart = sum(_set_apart(place, ref) for offer in offers for ref in offer.held)
    for offer in offers:
        for manifest in offer.manifests:
            receipts.keep(place, manifest)
    series.keep(place, offers, work.number)
    conflicts = new_conflicts(place, work.number, work.new | work.changed)
    taken = Taken(
        work.number, len(work.new), len(work.changed), len(work.seen - work.new - work.changed),
        conflicts, work.counts["events"], work.counts["files"],
        work.counts["refused"], work.counts["forks"], work.counts["held"] + apart,
    )  # fmt: skip
    touched = (work.new, work.changed, work.seen, work.news)
    report.keep(place, report.make(place, offers, left, work.number, asdict(taken), *touched))
    place.act("merge", str(work.number), new=str(taken.new), changed=str(taken.changed))
    return taken


def _team(place: Place, offers: Sequence[Offer]) -> members.Known:
    """The roster that rules once the offers are taken in; it is kept first."""
    before = members.load(place)
    after = members.judged(before, [item for offer in offers for item in offer.news])
    members.keep(place, before, after)
    return after


def _set_apart(place: Place, ref: PackRef) -> bool:
    """A pack of a laptop that nobody put on the roster, as it came."""
    try:
        data = ref.read()
        return name_of(data) == ref.name and quarantine.keep(place, data)
    except Problem:
        return False


def take_back(place: Place) -> int:
    """Take the last import back, keeping all that was answered since; its number.

    `IMPORT_NONE`: there is none. `IMPORT_BUILT_UPON`: somebody has corrected, reviewed or settled
    what it brought, or was told that it arrived.
    """
    number = next((one.number for one in place.store.arrivals.all() if not one.undone), None)
    if number is None:
        raise Problem(IMPORT_NONE, where=place.name)
    if upon := place.store.arrivals.built_upon(number):
        raise Problem(IMPORT_BUILT_UPON, where=place.name, count=len(upon))
    with place.store.transaction():
        place.store.arrivals.take_back(number, _now())
    place.act("merge-undo", str(number))
    return number


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
