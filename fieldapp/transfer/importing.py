"""One import under way: packs are read one by one and written some at a time, each whole or not at all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from fieldapp.packs import Item, name_of
from fieldapp.store import Arrival, Arrived, DeviceRow
from fieldapp.store.contacts import ContactRow
from fieldapp.transfer import directing, inbox, members, quarantine
from fieldapp.transfer.blobs import Blobs, is_part, seek
from fieldapp.transfer.contacts import read_contacts
from fieldapp.transfer.counting import known_record
from fieldapp.transfer.forms import take_form
from fieldapp.transfer.look import Offer, PackRef
from fieldapp.transfer.parcels import read_item
from fieldapp.transfer.place import Place
from fieldapp.transfer.reading import read_pack

Progress = Callable[[int, int], object]
AT_ONCE = 4 << 20
"""Bytes of parcels that are committed together: small packs share one wait for the disk."""


class Import:
    """What is known before, and what has come so far."""

    def __init__(self, place: Place, offers: Sequence[Offer], team: members.Known) -> None:
        self.place, self.team = place, team
        self.apart, self.whole = quarantine.names(place), set[str]()
        self.refs = [ref for offer in offers for ref in offer.packs]
        self.counts: Counter[str] = Counter()
        self.forms: list[Item] = []
        self.word: list[Item] = []
        self.updated: dict[str, dict[str, str]] = defaultdict(dict)
        self.news: list[directing.News] = []
        self.lists: dict[str, list[Item]] = defaultdict(list)
        self.blobs = Blobs(place, team)
        self.waiting: list[Arrived] = []
        self.contacts: list[ContactRow] = []
        self.devices: dict[str, str] = {}
        self.size = 0
        self.seen: set[str] = set()
        self.new: set[str] = set()
        self.changed: set[str] = set()
        self.before = place.store.team.records()
        self.entries = place.store.team.hashes()
        source = ", ".join(dict.fromkeys(str(offer.path.name) for offer in offers))
        with place.store.transaction():
            self.number = place.store.arrivals.begin(_now(), place.enumerator, source)

    def run(self, progress: Progress) -> None:
        """Files at the end, when it is known what they are called."""
        for at, ref in enumerate(self.refs, 1):
            items, data = read_pack(self.place, self.team, ref)
            if items:
                self._notice(ref, items)
                self._gather(items, data)
            if self.size >= AT_ONCE:
                self._write()
            progress(at, len(self.refs))
        self._write()
        self.counts["files"] += self.blobs.take() + seek(self.place, self.team)
        self.news = directing.take(self.place, self.team, self.word, self.lists, self.updated)
        for name in self.apart & self.whole:
            quarantine.release(self.place, name)

    def _notice(self, ref: PackRef, items: Iterable[Item]) -> None:
        """Forms with their lists are taken as soon as they are whole; of files it is kept where they lie."""
        for item in items:
            if item.kind == "form":
                self.forms.append(item)
            elif item.kind == "blob" and "list" in item.about:
                self.lists[item.about.get("sha256", "")].append(item)
            elif item.kind == "blob" and "update" in item.about:
                self.updated[item.about.get("sha256", "")][item.about.get("part", "")] = ref.name
            elif item.kind in directing.KINDS:
                self.word.append(item)
            elif is_part(item):
                self.blobs.note(ref, item)
        self.forms = [form for form in self.forms if not take_form(self.place, form, self.lists)]

    def _gather(self, items: Sequence[Item], data: bytes) -> None:
        """Kept first as it came; then all of it waits to be written."""
        parcels = [item for item in items if item.kind == "parcel"]
        for item in parcels:
            if item.about.get("entry") in self.entries:
                self.seen |= known_record(item)
        fresh = [(one, read_item(one)) for one in parcels if one.about.get("entry") not in self.entries]
        came = [(item, arrived) for item, arrived in fresh if arrived is not None]
        held = {arrived.record_id for _, arrived in came if not self._accepted(arrived)}
        self._keep(data, sum(not self._accepted(arrived) for _, arrived in came))
        self.counts["refused"] += len(fresh) - len(came)
        self.contacts += [row for row in read_contacts(items) if row.record_id not in held]
        for item, arrived in came:
            if self._accepted(arrived):
                self.devices.setdefault(arrived.parcel.entry.device, item.about["public"])
                self.waiting.append(arrived)
                self.size += len(item.data)

    def _accepted(self, arrived: Arrived) -> bool:
        """Whether the roster lets it count."""
        entry = arrived.parcel.entry
        return self.team.accepts(entry.device, entry.seq)

    def _keep(self, data: bytes, held: int) -> None:
        """In the inbox as it came; with anything in it that does not count, in the quarantine instead."""
        if not held:
            inbox.keep(self.place, data)
            self.whole.add(name_of(data))
            return
        quarantine.keep(self.place, data)
        self.counts["held"] += held

    def _write(self) -> None:
        """Contacts first, then in one transaction all that waits: whole packs, never a part of one."""
        store = self.place.store
        store.contacts.arrive(self.contacts)
        with store.transaction():
            for device, public in self.devices.items():
                store.devices.add(DeviceRow(device, public, "", datetime.now().astimezone()))
            standing = store.arrivals.keep(self.waiting, self.number)
        for arrived, what in zip(self.waiting, standing, strict=True):
            self._count(arrived, what)
        self.waiting, self.contacts, self.devices, self.size = [], [], {}, 0

    def _count(self, arrived: Arrived, what: Arrival) -> None:
        self.entries.add(arrived.parcel.entry.hash)
        self.counts["forks"] += what == "fork"
        if arrived.row is None:
            self.counts["events"] += what != "known"
            return
        self.seen.add(arrived.record_id)
        if what != "known":
            (self.changed if arrived.record_id in self.before else self.new).add(arrived.record_id)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
