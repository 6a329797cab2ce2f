"""Taking in: one pack after another, each all or nothing. It can be broken off and done again."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass

from fieldapp.packs import name_of
from fieldapp.problems import Problem
from fieldapp.store import forget
from fieldapp.transfer import members, quarantine, receipts, report, series, undoing
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
    with suppress(Problem):  # it is tried each time
        undoing.finish(place)
    team = _team(place, offers)
    work = Import(place, offers, team)
    work.run(progress)
    _forget(place, team)
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


def _forget(place: Place, team: members.Known) -> None:
    """What the office purged, also what came of it just now: a late bundle brings it back."""
    purged = {record_id for record_id, device in place.store.team.purges() if team.directs(device)}
    forget(place.store, place.layout.media, purged)


def _set_apart(place: Place, ref: PackRef) -> bool:
    """A pack of a laptop that nobody put on the roster, as it came."""
    try:
        data = ref.read()
        return name_of(data) == ref.name and quarantine.keep(place, data)
    except Problem:
        return False
