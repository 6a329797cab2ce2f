"""What packs would bring, counted: each is looked into once, and only what counting needs is kept of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from fieldapp.merge import State, contested, merge, revision_of, state_from
from fieldapp.merge.state import Revision
from fieldapp.packs import Item
from fieldapp.store import History
from fieldapp.transfer import directing, members
from fieldapp.transfer.parcels import read_item
from fieldapp.transfer.place import Place


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
    fresh: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """Records that are new here or changed."""
    records: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """All records that it speaks of."""
    news: tuple[directing.News, ...] = field(default=(), compare=False)
    """Forms, renewed lists, people and updates that are not here."""


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
    def blobs(self) -> set[str]:
        """Hashes of the files that are here."""
        return self.place.store.media.here(self.place.layout.media)

    def about(self, records: Collection[str]) -> State:
        """What is known of some records, without files."""
        team = self.place.store.team
        return state_from(map(revision_of, team.histories_of(records)), team.events_of(records))

    @cached_property
    def team(self) -> members.Known:
        """The roster and what belongs to it."""
        return members.load(self.place)


class Came(NamedTuple):
    """An entry that is not here: where it stands in which log, and the revision or event it is about."""

    device: str
    seq: int
    hash: str
    prev: str
    what: Revision | bytes


@dataclass
class Brought:
    """What the packs of one laptop hold."""

    known: Known
    old: set[str] = field(default_factory=set)
    """Records of entries that are here."""
    came: list[Came] = field(default_factory=list)
    blobs: set[str] = field(default_factory=set)
    news: dict[directing.News, None] = field(default_factory=dict)
    refused: int = 0

    def add(self, items: Iterable[Item]) -> None:
        """Look into one pack."""
        for item in items:
            if item.kind == "parcel":
                self._parcel(item)
            elif item.kind == "blob" and not {"list", "update"} & set(item.about):
                self.blobs.add(item.about.get("sha256", ""))
            elif (news := directing.is_news(self.known.place, item)) is not None:
                self.news[news] = None

    def _parcel(self, item: Item) -> None:
        """The head names the entry; one that is here was looked at when it came."""
        if item.about.get("entry") in self.known.entries:
            self.old |= known_record(item)
        elif (parcel := read_item(item, whole=False)) is None:
            self.refused += 1
        else:
            entry, row = parcel.parcel.entry, parcel.row
            what = revision_of(History.of(row)) if row else parcel.parcel.subject
            self.came.append(Came(entry.device, entry.seq, entry.hash, entry.prev, what))

    def accepted(self, team: members.Known) -> list[Came]:
        """What a roster lets count: the one that rules once all is taken in, which may lie there too."""
        return [one for one in self.came if team.accepts(one.device, one.seq)]

    def counted(self, accepted: Collection[Came]) -> Counts:
        """Conflicts are looked for only in the records that something comes for."""
        revisions = {one.what.rev_id: one.what for one in accepted if isinstance(one.what, Revision)}
        said = {one.what for one in accepted if isinstance(one.what, bytes)}
        theirs = state_from(revisions.values(), said)
        touched = {one.record_id for one in theirs.revisions}
        ours = self.known.about(touched)
        had = {one.record_id for one in ours.revisions}
        here = {one.rev_id for one in ours.revisions}
        changed = {one.record_id for one in theirs.revisions if one.rev_id not in here} & had
        fresh = touched - had
        conflicts = len(contested(merge(ours, theirs)) - contested(ours))
        known = (self.old | touched) - changed - fresh
        files, held = len(self.blobs - self.known.blobs - {""}), len(self.came) - len(accepted)
        return Counts(
            len(fresh), len(changed), len(known), conflicts, len(said), files, self.refused, held,
            frozenset(fresh | changed), frozenset(self.old | touched), tuple(self.news),
        )  # fmt: skip


def known_record(item: Item) -> set[str]:
    """The record that an entry which is here is about, by the head of its item."""
    record = item.about.get("record", "")
    return {record} if record and item.about.get("what") == "revision" else set()


def new_conflicts(place: Place, number: int, records: Collection[str]) -> int:
    """Records that are in conflict since an import; `records` are those that it brought something for."""
    after, came = Known(place).about(records), place.store.arrivals.brought(number, "revision")
    before = replace(after, revisions=frozenset(one for one in after.revisions if one.rev_id not in came))
    return len(contested(after) - contested(before))
