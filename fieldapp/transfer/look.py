"""Looking at what somebody brings: a stick, a folder, a file. Nothing is changed by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp import files, keys
from fieldapp.merge import merge, state_from, view
from fieldapp.merge.state import Revision, State
from fieldapp.packs import Fault, Found, Item, PackFault, name_of, open_items, scan
from fieldapp.problems import Problem
from fieldapp.transfer import stick
from fieldapp.transfer.manifests import Manifest, read_manifest
from fieldapp.transfer.parcels import Arrived, read_item
from fieldapp.transfer.place import Place, opener
from fieldapp.transfer.status import state_of

MOST_FILE = 2 << 30
"""Bytes of one file that is read; packs themselves are never larger than some megabytes."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A pack that cannot be used: its name where it is known, and why."""

    name: str
    fault: Fault | None
    """None: the manifest names it and it is not there."""
    size: int = 0


@dataclass(frozen=True, slots=True)
class PackRef:
    """Where a good pack can be read again."""

    path: Path
    offset: int
    length: int
    name: str


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


@dataclass(frozen=True)
class Offer:
    """What one laptop's bundle would bring. `number` is 0 where no manifest could be read."""

    path: Path
    device: str
    sender: str
    number: int
    at: str
    other_study: bool = False
    counts: Counts = Counts()
    damaged: tuple[Damage, ...] = ()
    packs: tuple[PackRef, ...] = field(default=(), repr=False)
    manifests: tuple[Manifest, ...] = field(default=(), repr=False)


def look(place: Place, source: Path) -> list[Offer]:
    """One offer for each laptop whose packs lie there, and one for each other study."""
    ours = state_of(place)
    return [_offer(place, path, device, found, ours) for path, device, found in _bundles(place, source)]


@dataclass
class _Bundle:
    """The packs of one carrier at one place."""

    study: str
    packs: list[tuple[PackRef, Found]] = field(default_factory=list)
    manifests: list[Manifest] = field(default_factory=list)
    damaged: list[Damage] = field(default_factory=list)


def _bundles(place: Place, source: Path) -> Iterator[tuple[Path, str, _Bundle]]:
    if source.is_file():
        yield from _by_carrier(source, [source])
        return
    for base in stick.sources(source):
        yield from _by_carrier(base, [*stick.pack_files(base), *stick.manifest_files(base)])


def _by_carrier(base: Path, paths: list[Path]) -> Iterator[tuple[Path, str, _Bundle]]:
    bundles: dict[tuple[str, str], _Bundle] = {}
    lost: list[Damage] = []
    for path in paths:
        data = _read(path, lost)
        for found in scan(data, keys.verify):
            if found.header is None:
                lost.append(
                    Damage(path.stem if path.parent.name == path.stem[:2] else path.name, found.fault)
                )
                continue
            key = (found.header.study, found.header.carrier)
            bundle = bundles.setdefault(key, _Bundle(found.header.study))
            _add(bundle, path, data, found)
    for (_, device), bundle in bundles.items():
        named = {one.name for one in lost}
        bundle.damaged += [one for one in _absent(bundle) if one.name not in named] + lost
        lost = []
        yield base, device, bundle
    if lost:
        yield base, "", _Bundle("", damaged=lost)


def _add(bundle: _Bundle, path: Path, data: bytes, found: Found) -> None:
    piece = data[found.offset : found.offset + found.length]
    if found.header is not None and found.header.kind == "manifest":
        manifest = read_manifest(piece)
        bundle.manifests += [manifest] if manifest is not None else []
        return
    bundle.packs.append((PackRef(path, found.offset, found.length, name_of(piece)), found))


def _absent(bundle: _Bundle) -> list[Damage]:
    """Packs that the newest manifest names and that are not there whole."""
    newest = max(bundle.manifests, key=lambda one: one.number, default=None)
    here = {ref.name for ref, _ in bundle.packs}
    wanted = newest.packs if newest is not None else {}
    return [Damage(name, None, size) for name, size in wanted.items() if name not in here]


def _read(path: Path, lost: list[Damage]) -> bytes:
    try:
        if files.size_of(path) > MOST_FILE:
            lost.append(Damage(path.name, Fault.NO_PACK))
            return b""
        return files.read(path)
    except Problem:
        lost.append(Damage(path.name, Fault.DAMAGED))
        return b""


def _offer(place: Place, path: Path, device: str, bundle: _Bundle, ours: State) -> Offer:
    newest = max(bundle.manifests, key=lambda one: one.number, default=None)
    sender, number, at = (newest.sender, newest.number, newest.at) if newest else ("", 0, "")
    if bundle.study != place.study_id:
        return Offer(path, device, sender, number, at, bool(bundle.study), damaged=tuple(bundle.damaged))
    counts = _counted(place, bundle, ours)
    packs, said = _in_order(bundle, newest), tuple(bundle.manifests)
    return Offer(path, device, sender, number, at, False, counts, tuple(bundle.damaged), packs, said)


def _in_order(bundle: _Bundle, newest: Manifest | None) -> tuple[PackRef, ...]:
    """As the sender lists them: forms before the interviews made with them."""
    places = {name: at for at, name in enumerate(newest.packs)} if newest is not None else {}
    refs = (ref for ref, _ in bundle.packs)
    return tuple(sorted(refs, key=lambda ref: places.get(ref.name, len(places))))


def _counted(place: Place, bundle: _Bundle, ours: State) -> Counts:
    arrived: list[Arrived] = []
    blobs, refused = set[str](), 0
    for ref, found in bundle.packs:
        for item in _items(place, bundle, ref, found):
            parcel = read_item(item) if item.kind == "parcel" else None
            arrived += [parcel] if parcel is not None else []
            refused += item.kind == "parcel" and parcel is None
            blobs |= {item.about["sha256"]} if item.kind == "blob" and "list" not in item.about else set()
    return _compared(arrived, ours, len(blobs - ours.blobs), refused)


def _items(place: Place, bundle: _Bundle, ref: PackRef, found: Found) -> tuple[Item, ...]:
    assert found.header is not None
    try:
        return open_items(found.header, found.payload, opener(place))
    except PackFault as failure:
        bundle.damaged.append(Damage(ref.name, failure.fault, ref.length))
        return ()


def _compared(arrived: list[Arrived], ours: State, files: int, refused: int) -> Counts:
    theirs = state_from(
        (Revision(a.row.rev_id, a.record_id, a.row.parents) for a in arrived if a.row is not None),
        (a.parcel.subject for a in arrived if a.row is None),
    )
    before, after = view(ours).records, view(merge(ours, theirs)).records
    records = {one.record_id for one in theirs.revisions}
    new = records - set(before)
    known_ids = {one.rev_id for one in ours.revisions}
    changed = {one.record_id for one in theirs.revisions if one.rev_id not in known_ids} - new
    conflicts = sum(
        after[record].in_conflict and not (record in before and before[record].in_conflict)
        for record in records & set(after)
    )
    events = len((theirs.reviews | theirs.decisions) - (ours.reviews | ours.decisions))
    return Counts(len(new), len(changed), len(records - new - changed), conflicts, events, files, refused)
