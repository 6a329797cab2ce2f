"""Sending: packs to a stick, a folder or one file; the manifest last."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldapp import files
from fieldapp.packs import name_of
from fieldapp.transfer import blobs, directing, inbox, manifests, members, outbox, stick
from fieldapp.transfer.place import Place
from fieldapp.transfer.receipts import lacking, received_by_others
from fieldapp.transfer.status import missing_files


@dataclass(frozen=True, slots=True)
class Sent:
    """A bundle that lies where it belongs, read back. `entries`: of the log so far; `written`: new packs."""

    number: int
    entries: int
    packs: int
    written: int
    path: Path


@dataclass(frozen=True, slots=True)
class Waiting:
    """Finished interviews that are on no stick yet. `oldest`: ISO 8601, "" where there are none."""

    count: int
    oldest: str
    events: int = 0
    """What was said and is on no stick yet: cases, results of contacts, reviews, comments."""


def waiting(place: Place) -> Waiting:
    """What this laptop made and neither handed over nor got a receipt for."""
    after = max(manifests.handed_over(place), received_by_others(place))
    bundles, device = place.store.bundles, place.device.device_id
    return Waiting(*bundles.waiting(device, after), bundles.waiting_events(device, after))


def send(place: Place, target: Path, *, onward: bool = False, everything: bool = False) -> Sent:
    """Put this laptop's work on a stick or into a folder. What was received already stays away.

    `onward`: also what others brought here (a supervisor to headquarters), as the packs they are.
    `everything`: also what was received, packed anew for the laptops there are now.
    A break at any moment leaves the stick as it was, or with packs that no manifest names yet.
    """
    base = stick.root(target, place.study_id)
    chosen = _chosen(place, onward, everything)
    written = sum(stick.put_pack(base, files.read(path)) for path in chosen)
    made, data = manifests.make(place, _sizes(chosen), missing_files(place))
    stick.put_note(base, place.name)
    path = base / "manifests" / f"{made.device}-{made.number:05}.man"
    stick.put(path, data)
    return _sent(place, made, data, path, len(chosen), written)


def send_file(place: Place, path: Path, *, onward: bool = False, everything: bool = False) -> Sent:
    """The same as one file: the packs one after another, the manifest at the end."""
    chosen = _chosen(place, onward, everything)
    made, data = manifests.make(place, _sizes(chosen), missing_files(place))
    with files.replacing(path) as temporary, temporary.open("r+b") as file:
        for pack in chosen:
            file.write(files.read(pack))
        file.write(data)
    return _sent(place, made, data, path, len(chosen), len(chosen))


def _chosen(place: Place, onward: bool, everything: bool) -> list[Path]:
    """Forms, then answers, then files: a medium that is cut short loses photos before it loses answers."""
    blobs.seek(place, members.load(place))
    work = _everything(place, onward) if everything else _work(place, onward)
    told = directing.pack(place, members.load(place), outbox.folder(place))
    last = [path for path in told if directing.is_large(path)]
    small = [path for path in told if path not in last]
    return [*outbox.pack_team(place), *outbox.pack_forms(place), *small, *work, *last]


def _everything(place: Place, onward: bool) -> list[Path]:
    """Packs of files, which end with an f before their name, behind the others."""
    packs = outbox.pack_again(place, others=onward)
    return sorted(packs, key=lambda path: path.stem[-34] == "f")


def _work(place: Place, onward: bool) -> list[Path]:
    """What was received stays away, but for the files that somebody lacks."""
    received, packs = received_by_others(place), outbox.pack_up(place)
    lacked = _lacked(place)
    chosen = [
        pack for pack in packs
        if pack.last > received or pack.addressed or (pack.files and not lacked.isdisjoint(pack.numbers))
    ]  # fmt: skip
    own = [pack.path for pack in sorted(chosen, key=lambda pack: pack.files)]
    others = inbox.kept(place) if onward else []
    return [*others, *own]


def _lacked(place: Place) -> set[int]:
    """Numbers of our entries that name files which somebody lacks."""
    missing = lacking(place)
    named = place.store.team.named(place.device.device_id) if missing else {}
    return {seq for seq, files_of in named.items() if files_of & missing}


def _sizes(chosen: list[Path]) -> dict[str, int]:
    return {name_of(data): len(data) for data in map(files.read, chosen)}


def _sent(place: Place, made: manifests.Manifest, data: bytes, path: Path, packs: int, written: int) -> Sent:
    manifests.remember(place, made, data)
    outbox.forget_again(place)
    entries = made.vector.get(place.device.device_id, 0)
    place.act("bundle-out", path.name, number=str(made.number), packs=str(packs))
    return Sent(made.number, entries, packs, written, path)
