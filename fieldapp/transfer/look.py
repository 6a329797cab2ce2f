"""Looking at what somebody brings: a stick, a folder, a file. Nothing is changed by it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from fieldapp import files, keys
from fieldapp.packs import Fault, Found, Header, Item, PackFault, name_of, open_items, scan
from fieldapp.problems import Problem
from fieldapp.transfer import directing, members, stick
from fieldapp.transfer.collecting import not_collecting
from fieldapp.transfer.counting import NOTHING, Brought, Counts, Known
from fieldapp.transfer.manifests import Manifest, read_manifest
from fieldapp.transfer.place import Place, opener

MOST_FILE = 2 << 30
"""Bytes of one file that is read; packs themselves are never larger than some megabytes."""

MOST_NEWS = 1000
"""Rosters and additions that are looked at in one source."""


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

    def read(self) -> bytes:
        """Its bytes as they lie there now."""
        with files.guarded(self.path, reading=True), self.path.open("rb") as file:
            file.seek(self.offset)
            return file.read(self.length)


@dataclass(frozen=True)
class Offer:
    """What one laptop's bundle would bring. `number` is 0 where no manifest could be read."""

    path: Path
    device: str
    sender: str
    number: int
    at: str
    other_study: bool = False
    counts: Counts = NOTHING
    damaged: tuple[Damage, ...] = ()
    packs: tuple[PackRef, ...] = field(default=(), repr=False)
    manifests: tuple[Manifest, ...] = field(default=(), repr=False)
    unknown: bool = False
    """A roster rules and does not name this laptop: it brings nothing, `held` goes to the quarantine."""
    revoked: bool = False
    """The roster says that it is lost or gone: only what it made before counts."""
    sealed: int = 0
    """Packs for other readers of the team; nothing is wrong with them."""
    held: tuple[PackRef, ...] = field(default=(), repr=False)
    news: tuple[Item, ...] = field(default=(), repr=False)
    """Rosters and additions to them that lie there, whoever carried them."""
    alarm: str = ""
    """The number of a roster that exists twice."""
    log: tuple[tuple[str, int, str, str], ...] = field(default=(), repr=False)
    """Entries that it would bring: laptop, number, hash, hash of the one before."""

    @property
    def set_aside(self) -> int:
        """Packs and items that would be kept apart for a decision, and count for nothing until then."""
        return self.counts.held + len(self.held)


@not_collecting()
def look(place: Place, source: Path) -> list[Offer]:
    """One offer for each laptop whose packs lie there, and one for each other study."""
    known = Known(place)
    found = list(_bundles(known, source))
    news = tuple(item for _, _, bundle in found for item in bundle.news)[:MOST_NEWS]
    team = members.judged(known.team, news)
    news = news if team != known.team else ()
    offers = [_offer(path, device, bundle, team) for path, device, bundle in found]
    return [_standing(offer, team, news) for offer in offers]


def _standing(offer: Offer, team: members.Known, news: tuple[Item, ...]) -> Offer:
    """The offer as the roster sees its laptop."""
    alarm = team.alarms[-1] if team.alarms else ""
    offer = replace(offer, news=news, alarm=alarm, revoked=team.is_revoked(offer.device))
    if team.roster is not None or team.offered:
        ours = tuple(one for one in offer.damaged if one.fault is not Fault.SEALED)
        offer = replace(offer, damaged=ours, sealed=len(offer.damaged) - len(ours))
    if offer.revoked:
        return replace(offer, manifests=())
    if offer.other_study or not offer.device or team.knows(offer.device):
        return offer
    return replace(offer, unknown=True, counts=NOTHING, packs=(), manifests=(), held=offer.packs, log=())


@dataclass
class _Bundle:
    """The packs of one carrier at one place, and what is in them; never more than one pack in memory."""

    study: str
    brought: Brought
    packs: list[PackRef] = field(default_factory=list)
    manifests: list[Manifest] = field(default_factory=list)
    damaged: list[Damage] = field(default_factory=list)
    news: list[Item] = field(default_factory=list)


def _bundles(known: Known, source: Path) -> Iterator[tuple[Path, str, _Bundle]]:
    if source.is_file():
        yield from _by_carrier(known, source, [source])
        return
    for base in stick.sources(source):
        yield from _by_carrier(known, base, [*stick.pack_files(base), *stick.manifest_files(base)])


def _by_carrier(known: Known, base: Path, paths: list[Path]) -> Iterator[tuple[Path, str, _Bundle]]:
    bundles: dict[tuple[str, str], _Bundle] = {}
    lost: list[Damage] = []
    for path in paths:
        data = _read(path, lost)
        for found in scan(data, keys.verify):
            if found.header is None:
                lost.append(Damage(_named(path), found.fault))
                continue
            key = (found.header.study, found.header.carrier)
            bundle = bundles.setdefault(key, _Bundle(found.header.study, Brought(known)))
            _add(bundle, path, data, found, found.header)
    here = {ref.name for bundle in bundles.values() for ref in bundle.packs}
    for (_, device), bundle in bundles.items():
        named = {one.name for one in lost} | here
        bundle.damaged += [one for one in _absent(bundle) if one.name not in named] + lost
        lost = []
        yield base, device, bundle
    if lost:
        yield base, "", _Bundle("", Brought(known), damaged=lost)


def _named(path: Path) -> str:
    return path.stem if path.parent.name == path.stem[:2] else path.name


def _add(bundle: _Bundle, path: Path, data: bytes, found: Found, header: Header) -> None:
    piece = data[found.offset : found.offset + found.length]
    if header.kind == "manifest":
        manifest = read_manifest(piece)
        bundle.manifests += [manifest] if manifest is not None else []
        return
    ref = PackRef(path, found.offset, found.length, name_of(piece))
    bundle.packs.append(ref)
    if header.study == bundle.brought.known.place.study_id:
        try:
            items = open_items(header, found.payload, opener(bundle.brought.known.place))
            known = bundle.brought.known
            bundle.brought.add(directing.counting(known.team, header.carrier, items))
            bundle.news += [one for one in items if header.kind == "roster"]
        except PackFault as failure:
            bundle.damaged.append(Damage(ref.name, failure.fault, ref.length))


def _absent(bundle: _Bundle) -> list[Damage]:
    """Packs that the newest manifest names; also those of others, which its laptop hands on."""
    newest = max(bundle.manifests, key=lambda one: one.number, default=None)
    wanted = newest.packs if newest is not None else {}
    return [Damage(name, None, size) for name, size in wanted.items()]


def _read(path: Path, lost: list[Damage]) -> bytes:
    try:
        if files.size_of(path) > MOST_FILE:
            lost.append(Damage(path.name, Fault.NO_PACK))
            return b""
        return files.read(path)
    except Problem:
        lost.append(Damage(path.name, Fault.DAMAGED))
        return b""


def _offer(path: Path, device: str, bundle: _Bundle, team: members.Known) -> Offer:
    newest = max(bundle.manifests, key=lambda one: one.number, default=None)
    sender, number, at = (newest.sender, newest.number, newest.at) if newest else ("", 0, "")
    if bundle.study != bundle.brought.known.place.study_id:
        return Offer(path, device, sender, number, at, bool(bundle.study), damaged=tuple(bundle.damaged))
    accepted = bundle.brought.accepted(team)
    counts = bundle.brought.counted(accepted)
    packs, said = _in_order(bundle, newest), tuple(bundle.manifests)
    log = tuple(one[:4] for one in accepted)
    return Offer(path, device, sender, number, at, False, counts, tuple(bundle.damaged), packs, said, log=log)


def _in_order(bundle: _Bundle, newest: Manifest | None) -> tuple[PackRef, ...]:
    """As the sender lists them: forms before the interviews made with them."""
    places = {name: at for at, name in enumerate(newest.packs)} if newest is not None else {}
    return tuple(sorted(bundle.packs, key=lambda ref: places.get(ref.name, len(places))))
