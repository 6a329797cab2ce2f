"""Manifests: what a bundle holds, numbered for each laptop and chained."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fieldapp import keys
from fieldapp.packs import Item, PackFault, read, write
from fieldapp.transfer.place import Place, carrier

_LAST = "bundle_last"  # setting: number and hash of this laptop's last manifest
_SENT = "bundle_sent"  # setting: up to which entry of its log this laptop has handed over


@dataclass(frozen=True, slots=True)
class Manifest:
    """One bundle as its laptop describes it. `packs`: name -> bytes, in the order to be read in."""

    study: str
    device: str
    number: int
    previous: str
    at: str
    sender: str
    vector: Mapping[str, int]
    """Up to where the sender's logs reach: what it has received from whom."""
    missing: Sequence[str]
    """Hashes of files that the sender lacks."""
    packs: Mapping[str, int]
    tips: Mapping[str, str] = field(default_factory=dict)
    """Hashes of the entries that `vector` reaches: a copied laptop's log has others."""
    hash: str = ""


def make(place: Place, packs: Mapping[str, int], missing: Sequence[str]) -> tuple[Manifest, bytes]:
    """The next manifest of this laptop. It counts once `remember` was called, after it lies on the stick."""
    (number, previous), tips = last(place), place.store.team.tips()
    now = datetime.now().astimezone().isoformat(timespec="milliseconds")
    made = Manifest(
        place.study_id, place.device.device_id, number + 1, previous, now, place.enumerator,
        {device: seq for device, (seq, _) in tips.items()}, tuple(missing), dict(packs),
        {device: tip for device, (_, tip) in tips.items()},
    )  # fmt: skip
    plain = {
        "number": str(made.number), "previous": previous, "at": now, "sender": made.sender,
        "vector": {device: f"{seq} {made.tips[device]}" for device, seq in made.vector.items()},
        "missing": list(missing), "packs": [[name, str(size)] for name, size in packs.items()],
    }  # fmt: skip
    data = write([Item("manifest", json.dumps(plain, sort_keys=True).encode())], carrier(place), "manifest")
    return made, data


def last(place: Place) -> tuple[int, str]:
    """Number and hash of this laptop's last manifest; 0 and "" before the first."""
    number, _, previous = place.store.settings.get(_LAST).partition(" ")
    return int(number or 0), previous


def remember(place: Place, made: Manifest, data: bytes) -> None:
    """The manifest is where it belongs: the next one follows it."""
    place.store.settings.set(_LAST, f"{made.number} {hashlib.sha256(data).hexdigest()}")
    place.store.settings.set(_SENT, str(made.vector.get(made.device, 0)))


def handed_over(place: Place) -> int:
    """Up to which entry of its log this laptop has handed over; 0 before the first time."""
    return int(place.store.settings.get(_SENT, "0"))


def read_manifest(data: bytes) -> Manifest | None:
    """A manifest that its laptop signed; None for anything else."""
    try:
        pack = read(data, keys.verify)
        plain = json.loads(pack.items[0].data)
        return Manifest(
            pack.header.study, pack.header.carrier, int(plain["number"]), str(plain["previous"]),
            datetime.fromisoformat(plain["at"]).isoformat(timespec="milliseconds"), str(plain["sender"]),
            {str(device): int(said.split()[0]) for device, said in plain["vector"].items()},
            tuple(map(str, plain["missing"])),
            {str(name): int(size) for name, size in plain["packs"]},
            {str(device): said.split()[1] for device, said in plain["vector"].items()},
            hashlib.sha256(data).hexdigest(),
        )  # fmt: skip
    except (PackFault, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return None
