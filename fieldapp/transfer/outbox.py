"""The outbox: packs of this laptop's log, made once and kept, so that every copy is the same file.

A pack is named `00001-00034-<name>.pck` by the entries in it; the files that those entries name lie in
`00001-00034f-<name>.pck`, written before. So what is packed is known from the names alone, and a break
at any moment leaves at worst a pack of files that nobody counts.

Where a roster rules, what is about an enumerator's interview goes into packs for that laptop and the
office, `00001-00034a-...`; they are written before the rest too. After each change of the roster, what
nobody has received yet is packed anew, for the readers of now.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from fieldapp import files
from fieldapp.packs import Item, fill, name_of, parts_of, write
from fieldapp.packs.split import PART
from fieldapp.problems import Problem
from fieldapp.store import LogEntry, Parcel
from fieldapp.store.contacts import ContactRow
from fieldapp.transfer import members
from fieldapp.transfer.contacts import contact_item
from fieldapp.transfer.forms import form_items
from fieldapp.transfer.members import Known
from fieldapp.transfer.parcels import item_of, subject_of
from fieldapp.transfer.place import Place, carrier, sealer
from fieldapp.transfer.receipts import received_by_others
from fieldapp.transfer.roster import OFFICE

Makers = Mapping[str, set[tuple[str, str]]]
_AGAIN = "again-"
_NAME = re.compile(r"(?P<first>\d{5,})-(?P<last>\d{5,})(?P<files>[fa]?)-(?P<name>[0-9a-f]{32})\.pck")


@dataclass(frozen=True, slots=True)
class Kept:
    """A pack in the outbox."""

    path: Path
    name: str
    first: int
    last: int
    files: bool

    @property
    def numbers(self) -> range:
        """Of the entries in it."""
        return range(self.first, self.last + 1)

    addressed: bool = False
    """Whether it is for one enumerator's laptop: handed over each time, since its receipts have gaps."""


def folder(place: Place) -> Path:
    """Where packs of this laptop wait."""
    return place.layout.folder / "outbox"


def kept(place: Place) -> list[Kept]:
    """The packs made so far, in order."""
    found = (_NAME.fullmatch(path.name) for path in _listed(folder(place)))
    packs = [
        Kept(
            folder(place) / match[0],
            match["name"],
            int(match["first"]),
            int(match["last"]),
            bool(match["files"]),
            match["files"] == "a",
        )
        for match in found
        if match is not None
    ]
    return sorted(packs, key=lambda pack: (pack.last, not pack.files, pack.name))


def pack_up(place: Place) -> list[Kept]:
    """Make packs of what happened since the last time; all that are kept."""
    files.make_folder(folder(place))
    renew(place)
    done = max((pack.last for pack in kept(place) if not pack.files), default=0)
    entries = place.store.team.entries(place.device.device_id, done)
    found = ((entry, place.store.team.parcel(entry)) for entry in entries)
    known = members.load(place)
    for group in fill(_items(place, found)):
        _write_group(place, group, known)
    return kept(place)


def pack_again(place: Place, *, others: bool) -> list[Path]:
    """All that is here, packed anew for the readers of now: for a stick that was lost, a new supervisor.

    `others`: also what other laptops made; each entry keeps its own signature. Those packs go after the
    sending (`forget_again`), ours take the place of those that were made before.
    """
    files.make_folder(folder(place))
    for pack in kept(place)[::-1]:
        with files.guarded(pack.path):
            pack.path.unlink(missing_ok=True)
    own = [pack.path for pack in pack_up(place)]
    forget_again(place)
    known, team = members.load(place), place.store.team
    publics = {row.device_id: row.public_key for row in place.store.devices.all()}
    for device, entries in groupby(team.all_entries() if others else (), key=lambda entry: entry.device):
        if device != place.device.device_id and device in publics:
            found = ((entry, team.parcel(entry)) for entry in entries)
            for group in fill(_items(place, found, publics[device])):
                _write_group(place, group, known, f"{_AGAIN}{device}-")
    return [*own, *_again_packs(place)]


def forget_again(place: Place) -> None:
    """Packs of others' work that were made for one sending."""
    for path in _again_packs(place):
        with files.guarded(path):
            path.unlink(missing_ok=True)


def _again_packs(place: Place) -> list[Path]:
    return [path for path in _listed(folder(place)) if path.name.startswith(_AGAIN)]


def pack_forms(place: Place) -> list[Path]:
    """The packs of all forms of the study, made where they are not there yet."""
    files.make_folder(folder(place))
    renew(place)
    known = members.load(place)
    everyone = tuple(known.laptops)
    for form in place.store.forms.all():
        mark = f"form-{form.sha256[:16]}"
        if any(path.name == f"{mark}.made" for path in _listed(folder(place))):
            continue
        for items in fill(form_items(place, form), PART + (1 << 16)):
            _keep(place, items, mark, known, everyone)
        files.write(folder(place) / f"{mark}.made", b"")
    return [
        path for path in _listed(folder(place)) if path.name.startswith("form-") and path.suffix == ".pck"
    ]


def _items(place: Place, found: Iterable[tuple[LogEntry, Parcel | None]], public: str = "") -> Iterator[Item]:
    """An entry whose subject is gone still travels, so that the log has no gap."""
    public = public or place.device.public.hex()
    return (item_of(parcel or Parcel(entry, "event", b""), public) for entry, parcel in found)


def pack_team(place: Place) -> list[Path]:
    """The pack with the roster, for every laptop on it; made once for each change. None without a roster."""
    renew(place)
    known = members.load(place)
    if known.roster is None:
        return []
    if not (found := _team_packs(place)):
        items = [known.roster.item, *(one.item for one in known.enrolments)]
        _keep(place, items, "team", known, tuple(known.laptops), "roster")
        found = _team_packs(place)
    return found


def renew(place: Place) -> None:
    """After a change of the roster, packs that nobody has received go, to be made for the readers of now."""
    mark = members.load(place).mark
    before = files.read(_mark(place)).decode() if _mark(place).exists() else ""
    if before == mark:
        return
    received = received_by_others(place)
    forms = [path for path in _listed(folder(place)) if path.name.startswith("form-")]
    unsent = [pack.path for pack in kept(place)[::-1] if pack.last > received]
    for path in [*sorted(forms, key=lambda one: one.suffix != ".made"), *_team_packs(place), *unsent]:
        with files.guarded(path):
            path.unlink(missing_ok=True)
    files.write(_mark(place), mark.encode())


def _mark(place: Place) -> Path:
    return folder(place) / "sealed-for"


def _team_packs(place: Place) -> list[Path]:
    return [path for path in _listed(folder(place)) if path.name.startswith("team-")]


def _write_group(place: Place, group: list[Item], known: Known, before: str = "") -> None:
    first, last = (int(group[at].about["seq"]) for at in (0, -1))
    named = f"{before}{first:05}-{last:05}"
    for to, items in _by_reader(place, group, known).items():
        for blobs in fill(_media(place, items)):
            _keep(place, blobs, named + ("a" if to else "f"), known, to)
        if to:
            _keep(place, [*contact_item(_contacts(place, items)), *items], named + "a", known, to)
    rest = _by_reader(place, group, known).get((), [])
    _keep(place, [*contact_item(_contacts(place, rest)), *rest], named, known)


def _by_reader(place: Place, group: list[Item], known: Known) -> dict[tuple[str, ...], list[Item]]:
    """The items by the laptops, beyond the office, that they are for."""
    if known.role not in OFFICE:
        return {(): group}
    makers = place.store.team.makers()
    found: dict[tuple[str, ...], list[Item]] = defaultdict(list)
    for item in group:
        found[_readers(subject_of(item), makers, known)].append(item)
    return found


def _readers(subject: dict[str, Any], makers: Makers, known: Known) -> tuple[str, ...]:
    """The laptops of the enumerators whose interview it is about: that made it, or are their makers' now.
    A case goes to who has it and who had it."""
    records = [subject.get("record_id", ""), *subject.get("records", [])]
    made = {one for record in records for one in makers.get(record, ())}
    devices = {device for device, _ in made}
    persons = ({person for _, person in made} | set(subject.get("people", []))) - {""}
    return tuple(
        sorted(
            one.device
            for one in known.active
            if one.role not in OFFICE and (one.device in devices or one.person in persons)
        )
    )


def _keep(
    place: Place, items: Sequence[Item], named: str, known: Known, to: Sequence[str] = (), kind: str = "pack"
) -> None:
    data = write(items, carrier(place), kind, seal=sealer(place, known, to))
    files.write(folder(place) / f"{named}-{name_of(data)}.pck", data)


def _media(place: Place, group: list[Item]) -> Iterator[Item]:
    """The files of the interviews in a group, in parts; one that cannot be read is left for another time."""
    for subject in map(subject_of, group):
        for name in subject.get("attachments", {}):
            path = place.layout.media / Path(name).name
            try:
                data = place.secrets.open_file(path) if place.secrets else files.read(path)
            except Problem:
                continue
            yield from parts_of(data, {"name": name})


def _contacts(place: Place, group: list[Item]) -> list[ContactRow]:
    """The personal values behind the tokens of a group."""
    records = {subject.get("record_id", "") for subject in map(subject_of, group)}
    return [row for record in sorted(records - {""}) for row in place.store.contacts.of_record(record)]


def _listed(path: Path) -> list[Path]:
    with files.guarded(path, reading=True):
        return sorted(path.iterdir()) if path.is_dir() else []
