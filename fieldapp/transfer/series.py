"""Which bundles of a laptop never came, worked out from the chain of its manifests and of its log.

Each laptop numbers its bundles for whomever they are, and each bundle holds what nobody has confirmed
yet. So a number that is not here means nothing by itself: it may have gone to another laptop, and a later
bundle may have brought all of it. Something is missing only where a manifest says how far the log of its
laptop reached, entries of that log are not here, and the bundle they were in did not come (whole).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fieldapp.packs import Fault
from fieldapp.store.bundles import BundleRow
from fieldapp.transfer import members
from fieldapp.transfer.look import Offer
from fieldapp.transfer.manifests import Manifest
from fieldapp.transfer.place import Place
from fieldapp.transfer.roster import OFFICE


@dataclass(frozen=True, slots=True)
class Gap:
    """Bundles `first` to `last` of a laptop that did not come, or not whole, and what is lacking for it."""

    device: str
    sender: str
    first: int
    last: int
    entries: int
    """Of its log: interviews, corrections, comments. At least so many."""
    damaged: bool = False
    """It came, and some of it could not be read."""


@dataclass
class _Log:
    """The entries of one laptop that are here: hash -> number and hash of the one before."""

    known: dict[str, tuple[int, str]] = field(default_factory=dict)
    by_number: dict[int, str] = field(default_factory=dict)

    def add(self, seq: int, digest: str, prev: str) -> None:
        self.known[digest] = seq, prev
        self.by_number.setdefault(seq, digest)

    def missing(self, tip: str, last: int, after: int) -> int:
        """Entries of the branch that ends with `tip`, numbers `after` + 1 to `last`, that are not here.

        Below a hole the branch is taken up again at any entry of the right number.
        """
        count = 0
        for seq in range(last, after, -1):
            found = self.known.get(tip)
            if found is None and tip == "" and seq in self.by_number:
                found = self.known[self.by_number[seq]]
            count += found is None
            tip = found[1] if found is not None else ""
        return count

    def holds(self, tip: str, last: int, wanted: BundleRow) -> bool:
        """Whether the branch that ends with `tip` passes through the last entry of another bundle."""
        for _ in range(last - wanted.seq):
            found = self.known.get(tip)
            if found is None:  # a hole: nothing says otherwise unless another entry has that number
                return wanted.tip not in self.known or wanted.tip == self.by_number.get(wanted.seq)
            tip = found[1]
        return tip == wanted.tip


def missing(place: Place, offers: Sequence[Offer] = ()) -> list[Gap]:
    """What is missing here; with `offers`, what would still be missing after they are taken in.

    A laptop that a roster keeps from reading everybody's bundles cannot know, and nothing is said.
    """
    known = members.load(place)
    if known.roster is not None and known.role not in OFFICE:
        return []
    logs, links = _logs(place, offers), defaultdict[str, dict[str, BundleRow]](dict)
    for row in [*place.store.bundles.all(), *rows_of(offers, 0)]:
        old = links[row.device].get(row.hash)
        if row.device != place.device.device_id and (old is None or row.whole):
            links[row.device][row.hash] = row
    return [gap for device, rows in sorted(links.items()) for gap in _gaps(logs[device], rows)]


def keep(place: Place, offers: Iterable[Offer], number: int) -> None:
    """Remember which bundles came with this import."""
    rows = [row for row in rows_of(offers, number) if row.device != place.device.device_id]
    with place.store.transaction():
        for row in rows:
            place.store.bundles.add(row)


def rows_of(offers: Iterable[Offer], number: int) -> list[BundleRow]:
    """The manifests of the offers that count, as they are kept.

    Whole: all that a manifest names lies there, packs of others too, and can be read by whom it is for.
    """
    offers = list(offers)
    bad = {one.name for offer in offers for one in offer.damaged if one.fault is not Fault.SEALED}
    here = {ref.name for offer in offers for ref in offer.packs} - bad
    return [
        _row(one, set(one.packs) <= here, number)
        for offer in offers
        if not offer.other_study and not offer.unknown and not offer.revoked
        for one in offer.manifests
    ]


def _row(one: Manifest, whole: bool, number: int) -> BundleRow:
    return BundleRow(
        one.hash, one.device, one.number, one.previous, one.at, one.sender, one.vector.get(one.device, 0),
        one.tips.get(one.device, ""), whole, number,
    )  # fmt: skip


def _logs(place: Place, offers: Sequence[Offer]) -> dict[str, _Log]:
    logs: dict[str, _Log] = defaultdict(_Log)
    for device, seq, digest, prev in place.store.team.links():
        logs[device].add(seq, digest, prev)
    for offer in offers:
        for device, seq, digest, prev in offer.log:
            logs[device].add(seq, digest, prev)
    return logs


def _gaps(log: _Log, links: dict[str, BundleRow]) -> Iterable[Gap]:
    ordered = sorted(links.values(), key=lambda row: (row.number, row.hash))
    for row in ordered:
        before = links.get(row.previous) or _before(log, row, ordered)
        entries = log.missing(row.tip, row.seq, min(before.seq, row.seq) if before else 0)
        if not entries:
            continue
        first, last = _numbers(row, before)
        if first <= last:
            yield Gap(row.device, row.sender, first, last, entries)
        elif not row.whole:
            yield Gap(row.device, row.sender, row.number, row.number, entries, damaged=True)


def _before(log: _Log, row: BundleRow, ordered: Sequence[BundleRow]) -> BundleRow | None:
    """The last bundle before this one that came, made by the same laptop and not by a copy of it."""
    earlier = [one for one in ordered if one.number < row.number and one.seq <= row.seq]
    return next((one for one in reversed(earlier) if log.holds(row.tip, row.seq, one)), None)


def _numbers(row: BundleRow, before: BundleRow | None) -> tuple[int, int]:
    """The numbers between; a copied laptop counts on from where its twin did."""
    if not row.previous or (before is not None and before.hash == row.previous):
        return row.number, row.number - 1
    first = before.number + 1 if before is not None else 1
    return min(first, row.number - 1), row.number - 1
