"""What carrying needs of a study. A `fieldapp.study.Study` fits; the two packages do not know each other."""

from __future__ import annotations

from typing import Protocol

from fieldapp.files import Layout
from fieldapp.keys import DeviceKey, Secrets
from fieldapp.packs import Carrier, Opener, Sealer
from fieldapp.problems import SEAL_BROKEN, Problem
from fieldapp.store import Store


class Place(Protocol):
    """An open study."""

    @property
    def name(self) -> str: ...
    @property
    def study_id(self) -> str: ...
    @property
    def store(self) -> Store: ...
    @property
    def layout(self) -> Layout: ...
    @property
    def device(self) -> DeviceKey: ...
    @property
    def secrets(self) -> Secrets | None: ...
    @property
    def enumerator(self) -> str: ...
    def act(self, kind: str, subject: str = "", **details: str) -> None: ...


def carrier(place: Place) -> Carrier:
    """This laptop, as it signs packs."""
    device = place.device
    return Carrier(place.study_id, device.device_id, device.public, device.sign)


def sealer(place: Place) -> Sealer | None:
    """Packs of an encrypted study are sealed to it; those of an open one can be read by anybody."""
    return place.secrets.seal if place.secrets is not None else None


def opener(place: Place) -> Opener | None:
    """How packs are opened here; what was not made for this study stays closed."""
    secrets = place.secrets
    if secrets is None:
        return None

    def open_pack(data: bytes) -> bytes | None:
        try:
            return secrets.open(data)
        except Problem as failure:
            if failure.kind is SEAL_BROKEN:
                return None
            raise

    return open_pack
