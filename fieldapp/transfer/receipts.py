"""Receipts: who has received how much of this laptop's work. They travel in the manifests of the others."""

from __future__ import annotations

import json
from dataclasses import dataclass

from fieldapp.transfer.manifests import Manifest
from fieldapp.transfer.place import Place

_PREFIX = "receipt:"
_LACKS = "lacks:"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one laptop said it had: entries of our log up to `seq`, as of `at`."""

    device: str
    person: str
    seq: int
    total: int
    at: str

    @property
    def complete(self) -> bool:
        """Whether it has everything that was finished here."""
        return self.seq >= self.total


def keep(place: Place, manifest: Manifest) -> None:
    """Keep what the manifest of another laptop says it received; an older manifest changes nothing."""
    if manifest.device == place.device.device_id:
        return
    known = _known(place, manifest.device)
    if known is None or known[0] < manifest.number:
        said = [manifest.number, manifest.sender, _received(place, manifest), manifest.at]
        place.store.settings.set(_PREFIX + manifest.device, json.dumps(said, ensure_ascii=False))
        place.store.settings.set(_LACKS + manifest.device, json.dumps(list(manifest.missing)))


def delivered(place: Place) -> list[Receipt]:
    """The last receipt of each laptop that ever said anything, the most complete first."""
    total = place.store.team.vector().get(place.device.device_id, 0)
    names = [name for name in place.store.settings.all() if name.startswith(_PREFIX)]
    receipts = []
    for device in (name.removeprefix(_PREFIX) for name in names):
        if (known := _known(place, device)) is not None:
            _, person, seq, at = known
            receipts.append(Receipt(device, person, seq, total, at))
    return sorted(receipts, key=lambda one: (-one.seq, one.device))


def holders(place: Place, device: str, seq: int) -> list[str]:
    """Who else has the log of a laptop up to a number. Known of our own log only: others tell us of ours."""
    if device != place.device.device_id:
        return []
    return [one.device for one in delivered(place) if one.seq >= seq]


def received_by_others(place: Place) -> int:
    """Up to where at least one other laptop has this laptop's log."""
    return max((receipt.seq for receipt in delivered(place)), default=0)


def lacking(place: Place) -> set[str]:
    """Hashes of files that somebody has been told of and has not got."""
    every = place.store.settings.all()
    found = [json.loads(every[name]) for name in every if name.startswith(_LACKS)]
    return {str(sha256) for missing in found for sha256 in missing}


def _received(place: Place, manifest: Manifest) -> int:
    """Up to where it has our log. Where our disk was copied, it may have the twin's instead: then nothing."""
    device = place.device.device_id
    seq = manifest.vector.get(device, 0)
    ours = place.store.team.entries(device, seq - 1)
    return seq if ours and ours[0].hash == manifest.tips.get(device) else 0


def _known(place: Place, device: str) -> tuple[int, str, int, str] | None:
    """Number of the manifest, who sent it, up to where, when."""
    try:
        number, person, seq, at = json.loads(place.store.settings.get(_PREFIX + device) or "null")
        return int(number), str(person), int(seq), str(at)
    except (ValueError, TypeError):
        return None
