"""Taking in: one pack after another, each all or nothing. It can be broken off and done again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldapp import files, keys
from fieldapp.merge import view
from fieldapp.packs import Item, Pack, PackFault, join_parts, name_of, read
from fieldapp.problems import IMPORT_BUILT_UPON, IMPORT_NONE, Problem
from fieldapp.store import DeviceRow, MediaRow
from fieldapp.transfer import inbox, members, quarantine, receipts, series
from fieldapp.transfer.contacts import read_contacts
from fieldapp.transfer.counting import known_record
from fieldapp.transfer.forms import take_form
from fieldapp.transfer.look import Offer, PackRef
from fieldapp.transfer.parcels import Arrived, read_item
from fieldapp.transfer.place import Place, opener
from fieldapp.transfer.status import state_of

Progress = Callable[[int, int], object]


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


class _Import:
    """One import under way."""

    def __init__(self, place: Place, offers: Sequence[Offer], team: members.Known) -> None:
        self.place, self.team = place, team
        self.apart, self.whole = quarantine.names(place), set[str]()
        self.refs = [ref for offer in offers for ref in offer.packs]
        self.counts: Counter[str] = Counter()
        self.forms: list[Item] = []
        self.lists: dict[str, list[Item]] = defaultdict(list)
        self.blobs: dict[str, list[PackRef]] = defaultdict(list)
        self.at_hand: tuple[PackRef, tuple[Item, ...]] | None = None
        self.devices: set[str] = set()
        self.seen: set[str] = set()
        self.new: set[str] = set()
        self.changed: set[str] = set()
        self.before = {one.record_id for one in place.store.team.histories()}
        self.entries = place.store.team.hashes()
        source = ", ".join(dict.fromkeys(str(offer.path.name) for offer in offers))
        with place.store.transaction():
            self.number = place.store.arrivals.begin(_now(), place.enumerator, source)

    def run(self, progress: Progress) -> None:
        """One pack in memory at a time; files at the end, when it is known what they are called."""
        for at, ref in enumerate(self.refs, 1):
            items, data = self._read(ref)
            if items:
                self._notice(ref, items)
                self._pack(items, data)
            progress(at, len(self.refs))
        self._take_files()
        for name in self.apart & self.whole:
            quarantine.release(self.place, name)

    def _read(self, ref: PackRef) -> tuple[tuple[Item, ...], bytes]:
        """The pack again; what was spoiled since it was looked at brings nothing."""
        try:
            data = _bytes(ref)
            if name_of(data) != ref.name:
                return (), b""
            pack = read(data, keys.verify, opener(self.place))
            return self._counting(pack), data
        except (PackFault, Problem):
            return (), b""

    def _counting(self, pack: Pack) -> tuple[Item, ...]:
        """Nothing of a laptop that is not on the roster; of a lost one no forms either."""
        if not self.team.knows(pack.header.carrier):
            return ()
        if not self.team.is_revoked(pack.header.carrier):
            return pack.items
        return tuple(one for one in pack.items if one.kind != "form" and "list" not in one.about)

    def _notice(self, ref: PackRef, items: Iterable[Item]) -> None:
        """Forms with their lists are taken as soon as they are whole; of files it is kept where they lie."""
        for item in items:
            if item.kind == "form":
                self.forms.append(item)
            elif item.kind == "blob" and "list" in item.about:
                self.lists[item.about.get("sha256", "")].append(item)
            elif item.kind == "blob":
                self.blobs[item.about.get("sha256", "")].append(ref)
        self.forms = [form for form in self.forms if not take_form(self.place, form, self.lists)]

    def _pack(self, items: tuple[Item, ...], data: bytes) -> None:
        """Kept first as it came, then its contacts, then in one transaction all that it says."""
        parcels = [item for item in items if item.kind == "parcel"]
        fresh = [(one, read_item(one)) for one in parcels if one.about.get("entry") not in self.entries]
        held = [arrived for _, arrived in fresh if not self._accepted(arrived)]
        self._keep(data, held)
        gone = {arrived.record_id for arrived in held if arrived is not None}
        rows = read_contacts(items)
        self.place.store.contacts.arrive([row for row in rows if row.record_id not in gone])
        with self.place.store.transaction():
            for item in parcels:
                if item.about.get("entry") in self.entries:
                    self.seen |= known_record(item)
            for item, arrived in fresh:
                if self._accepted(arrived):
                    self._parcel(item, arrived)

    def _accepted(self, arrived: Arrived | None) -> bool:
        """Whether the roster lets it count; what is not what it claims is refused elsewhere."""
        entry = arrived.parcel.entry if arrived is not None else None
        return entry is None or self.team.accepts(entry.device, entry.seq)

    def _keep(self, data: bytes, held: Sequence[object]) -> None:
        """In the inbox as it came; with anything in it that does not count, in the quarantine instead."""
        if not held:
            inbox.keep(self.place, data)
            self.whole.add(name_of(data))
            return
        quarantine.keep(self.place, data)
        self.counts["held"] += len(held)

    def _parcel(self, item: Item, arrived: Arrived | None) -> None:
        if arrived is None:
            self.counts["refused"] += 1
            return
        self._know_device(arrived.parcel.entry.device, item.about["public"])
        self.entries.add(arrived.parcel.entry.hash)
        store, row = self.place.store, arrived.row
        if row is None:
            result = store.arrivals.event(arrived.parcel, arrived.record_id, self.number)
            self.counts["events"] += result != "known"
        else:
            result = store.arrivals.revision(arrived.parcel, row, arrived.files, self.number)
            self._count_record(arrived.record_id, result != "known")
        self.counts["forks"] += result == "fork"

    def _count_record(self, record_id: str, fresh: bool) -> None:
        self.seen.add(record_id)
        if fresh:
            (self.changed if record_id in self.before else self.new).add(record_id)

    def _know_device(self, device: str, public: str) -> None:
        if device not in self.devices:
            self.place.store.devices.add(DeviceRow(device, public, "", datetime.now().astimezone()))
            self.devices.add(device)

    def _take_files(self) -> None:
        """Files whose parts are all there, under the names that revisions give them."""
        for row in sorted(self.place.store.media.all(), key=self._where):
            path = self.place.layout.media / Path(row.name).name
            if row.sha256 in self.blobs and not path.exists():
                data = join_parts(self._parts(row.sha256))
                if data is not None:
                    secrets = self.place.secrets
                    files.write(path, secrets.seal(data) if secrets else data)
                    self.counts["files"] += 1

    def _where(self, row: MediaRow) -> str:
        return next((ref.name for ref in self.blobs.get(row.sha256, ())), "")

    def _parts(self, sha256: str) -> list[Item]:
        refs = dict.fromkeys(self.blobs[sha256])
        return [item for ref in refs for item in self._again(ref) if item.about.get("sha256") == sha256]

    def _again(self, ref: PackRef) -> tuple[Item, ...]:
        """One pack is kept at hand: the files of a day lie together."""
        if self.at_hand is None or self.at_hand[0] != ref:
            self.at_hand = ref, self._read(ref)[0]
        return self.at_hand[1]


def take(place: Place, offers: Sequence[Offer], progress: Progress = lambda _done, _total: None) -> Taken:
    """Take in what the offers hold; offers of other studies bring nothing.

    The caller makes a backup before. Killed at any moment, the study is whole, and the same again
    completes it.
    """
    conflicts = _conflicts(place)
    team = _team(place, offers)
    work = _Import(place, offers, team)
    work.run(progress)
    apart = sum(_set_apart(place, ref) for offer in offers for ref in offer.held)
    for offer in offers:
        for manifest in offer.manifests:
            receipts.keep(place, manifest)
    series.keep(place, offers, work.number)
    taken = Taken(
        work.number, len(work.new), len(work.changed), len(work.seen - work.new - work.changed),
        len(_conflicts(place) - conflicts), work.counts["events"], work.counts["files"],
        work.counts["refused"], work.counts["forks"], work.counts["held"] + apart,
    )  # fmt: skip
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
        data = _bytes(ref)
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


def _conflicts(place: Place) -> set[str]:
    return {one.record_id for one in view(state_of(place)).records.values() if one.in_conflict}


def _bytes(ref: PackRef) -> bytes:
    with files.guarded(ref.path, reading=True), ref.path.open("rb") as file:
        file.seek(ref.offset)
        return file.read(ref.length)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
