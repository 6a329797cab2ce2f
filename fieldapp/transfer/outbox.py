"""The outbox: packs of this laptop's log, made once and kept, so that every copy is the same file.

A pack is named `00001-00034-<name>.pck` by the entries in it; the files that those entries name lie in
`00001-00034f-<name>.pck`, written before. So what is packed is known from the names alone, and a break
at any moment leaves at worst a pack of files that nobody counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldapp import files
from fieldapp.merge.canonical import digest
from fieldapp.packs import Item, fill, name_of, parts_of, write
from fieldapp.packs.split import PART
from fieldapp.problems import Problem
from fieldapp.store import LogEntry, Parcel
from fieldapp.store.contacts import ContactRow
from fieldapp.transfer.contacts import contact_item
from fieldapp.transfer.forms import form_items
from fieldapp.transfer.parcels import item_of
from fieldapp.transfer.place import Place, carrier, sealer

_NAME = re.compile(r"(?P<first>\d{5,})-(?P<last>\d{5,})(?P<files>f?)-(?P<name>[0-9a-f]{32})\.pck")


@dataclass(frozen=True, slots=True)
class Kept:
    """A pack in the outbox."""

    path: Path
    name: str
    first: int
    last: int
    files: bool


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
        )
        for match in found
        if match is not None
    ]
    return sorted(packs, key=lambda pack: (pack.last, not pack.files, pack.name))


def pack_up(place: Place) -> list[Kept]:
    """Make packs of what happened since the last time; all that are kept."""
    files.make_folder(folder(place))
    done = max((pack.last for pack in kept(place) if not pack.files), default=0)
    entries = place.store.team.entries(place.device.device_id, done)
    found = ((entry, place.store.team.parcel(entry)) for entry in entries)
    for group in fill(_items(place, found)):
        _write_group(place, group)
    return kept(place)


def pack_forms(place: Place) -> list[Path]:
    """The packs of all forms of the study, made where they are not there yet."""
    files.make_folder(folder(place))
    for form in place.store.forms.all():
        mark = f"form-{form.sha256[:16]}"
        if any(path.name == f"{mark}.made" for path in _listed(folder(place))):
            continue
        for items in fill(form_items(place, form), PART + (1 << 16)):
            _keep(place, items, mark)
        files.write(folder(place) / f"{mark}.made", b"")
    return [
        path for path in _listed(folder(place)) if path.name.startswith("form-") and path.suffix == ".pck"
    ]


def _items(place: Place, found: Iterable[tuple[LogEntry, Parcel | None]]) -> Iterator[Item]:
    """An entry whose subject is gone still travels, so that the log has no gap."""
    public = place.device.public.hex()
    for entry, parcel in found:
        item = item_of(parcel or Parcel(entry, "event", b""), public, _instance_id(place, parcel))
        yield Item(item.kind, item.data, {**item.about, "seq": str(entry.seq)})


def _instance_id(place: Place, parcel: Parcel | None) -> str:
    if parcel is None or parcel.kind == "event":
        return ""
    row = place.store.revisions.get(digest(parcel.subject))
    return row.instance_id if row is not None else ""


def _write_group(place: Place, group: list[Item]) -> None:
    first, last = (int(group[at].about["seq"]) for at in (0, -1))
    for items in fill(_media(place, group), PART + (1 << 16)):
        _keep(place, items, f"{first:05}-{last:05}f")
    _keep(place, [*contact_item(_contacts(place, group)), *group], f"{first:05}-{last:05}")


def _keep(place: Place, items: Sequence[Item], named: str) -> None:
    data = write(items, carrier(place), seal=sealer(place))
    files.write(folder(place) / f"{named}-{name_of(data)}.pck", data)


def _media(place: Place, group: list[Item]) -> Iterator[Item]:
    """The files of the interviews in a group, in parts; one that cannot be read is left for another time."""
    for subject in map(_subject, group):
        for name in subject.get("attachments", {}):
            path = place.layout.media / Path(name).name
            try:
                data = place.secrets.open_file(path) if place.secrets else files.read(path)
            except Problem:
                continue
            yield from parts_of(data, {"name": name})


def _contacts(place: Place, group: list[Item]) -> list[ContactRow]:
    """The personal values behind the tokens of a group."""
    records = {subject.get("record_id", "") for subject in map(_subject, group)}
    return [row for record in sorted(records - {""}) for row in place.store.contacts.of_record(record)]


def _subject(item: Item) -> dict[str, Any]:
    """What a parcel is about, as plain data."""
    plain: dict[str, Any] = json.loads(json.loads(item.data)["subject"] or "{}")
    return plain


def _listed(path: Path) -> list[Path]:
    with files.guarded(path, reading=True):
        return sorted(path.iterdir()) if path.is_dir() else []
