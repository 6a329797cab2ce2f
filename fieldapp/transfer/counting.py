"""What packs would bring, counted: each is looked into once, and only what counting needs is kept of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from fieldapp.merge import State, merge, state_from, view
from fieldapp.merge.state import Revision
from fieldapp.packs import Item
from fieldapp.transfer import members
from fieldapp.transfer.parcels import Arrived, read_item
from fieldapp.transfer.place import Place
from fieldapp.transfer.status import state_of


@dataclass(frozen=True, slots=True)
class Counts:
    """Interviews that are new here, that changed, that are here already; conflicts that would arise."""

    new: int = 0
    changed: int = 0
    known: int = 0
    conflicts: int = 0
    events: int = 0
    """Reviews and decisions."""
    files: int = 0
    refused: int = 0
    """Items whose signature or hash does not hold."""
    held: int = 0
    """Items that a laptop made after it was taken off the roster."""


NOTHING = Counts()


class Known:
    """What is here already, read when it is first asked for."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @cached_property
    def entries(self) -> set[str]:
        """Hashes of the entries of all logs."""
        return self.place.store.team.hashes()

    @cached_property
    def state(self) -> State:
        return state_of(self.place)

    @cached_property
    def team(self) -> members.Known:
        """The roster and what belongs to it."""
        return members.load(self.place)


@dataclass
class Brought:
    """What the packs of one laptop hold."""

    known: Known
    old: set[str] = field(default_factory=set)
    """Records of entries that are here."""
    revisions: dict[str, Revision] = field(default_factory=dict)
    events: set[bytes] = field(default_factory=set)
    blobs: set[str] = field(default_factory=set)
    log: list[tuple[str, int, str, str]] = field(default_factory=list)
    """Entries that would come: laptop, number, hash, hash of the one before."""
    refused: int = 0
    held: int = 0

    def add(self, items: Iterable[Item]) -> None:
        """Look into one pack."""
        for item in items:
            if item.kind == "parcel":
                self._parcel(item)
            elif item.kind == "blob" and "list" not in item.about:
                self.blobs.add(item.about.get("sha256", ""))

    def _parcel(self, item: Item) -> None:
        """The head names the entry; one that is here was looked at when it came."""
        if item.about.get("entry") in self.known.entries:
            self.old |= known_record(item)
        elif (parcel := read_item(item, whole=False)) is None:
            self.refused += 1
        elif not self.known.team.accepts(parcel.parcel.entry.device, parcel.parcel.entry.seq):
            self.held += 1
        else:
            self._accepted(parcel)

    def _accepted(self, arrived: Arrived) -> None:
        entry = arrived.parcel.entry
        self.log.append((entry.device, entry.seq, entry.hash, entry.prev))
        if (row := arrived.row) is None:
            self.events.add(arrived.parcel.subject)
        else:
            self.revisions[row.rev_id] = Revision(row.rev_id, row.record_id, row.parents)

    def counted(self) -> Counts:
        """Conflicts are looked for only in the records that something comes for."""
        theirs = state_from(self.revisions.values(), self.events)
        ours = _about(self.known.state, {one.record_id for one in theirs.revisions})
        before, after = view(ours).records, view(merge(ours, theirs)).records
        touched = {one.record_id for one in theirs.revisions}
        had = {one.record_id for one in ours.revisions}
        here = {one.rev_id for one in ours.revisions}
        changed = {one.record_id for one in theirs.revisions if one.rev_id not in here} & had
        fresh = touched - had
        conflicts = sum(
            one.in_conflict and not (one.record_id in before and before[one.record_id].in_conflict)
            for one in after.values()
        )
        known = (self.old | touched) - changed - fresh
        files, events = len(self.blobs - self.known.state.blobs - {""}), len(self.events)
        return Counts(len(fresh), len(changed), len(known), conflicts, events, files, self.refused, self.held)


def known_record(item: Item) -> set[str]:
    """The record that an entry which is here is about, by the head of its item."""
    record = item.about.get("record", "")
    return {record} if record and item.about.get("what") == "revision" else set()


def _about(state: State, records: set[str]) -> State:
    return replace(state, revisions=frozenset(one for one in state.revisions if one.record_id in records))
