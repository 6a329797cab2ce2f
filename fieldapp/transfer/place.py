"""What carrying needs of a study. A `fieldapp.study.Study` fits; the two packages do not know each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from fieldapp import keys
from fieldapp.files import Layout
from fieldapp.keys import Secrets
from fieldapp.packs import Carrier, Opener, Sealer
from fieldapp.problems import SEAL_BROKEN, Problem
from fieldapp.store import OpenStudy
from fieldapp.transfer import members, sheets
from fieldapp.transfer.members import Known


class Place(OpenStudy, Protocol):
    """An open study."""

    @property
    def study_id(self) -> str: ...
    @property
    def layout(self) -> Layout: ...
    @property
    def secrets(self) -> Secrets | None: ...


def carrier(place: Place) -> Carrier:
    """This laptop, as it signs packs."""
    device = place.device
    return Carrier(place.study_id, device.device_id, device.public, device.sign)


def sealer(place: Place, known: Known | None = None, to: Iterable[str] = ()) -> Sealer | None:
    """How packs are closed here.

    Where a roster rules: to the laptops of supervisors, lead and headquarters, to the keys on paper, to
    this laptop, and to the laptops whose ids are in `to`. Without one as before there was any: to the
    study's own key, which every laptop of the study has; packs of an open study anybody can read.
    """
    known = members.load(place) if known is None else known
    if known.roster is None:
        return place.secrets.seal if place.secrets is not None else None
    named = set(to)
    lines = [*known.offices, *(one for one in known.active if one.device in named)]
    texts = {one.recipient for one in lines} | {one.recipient for one in known.roster.readers}
    readers = sorted({*map(bytes.fromhex, texts), place.device.recipient})
    return lambda data: keys.seal_to(data, readers)


def opener(place: Place) -> Opener | None:
    """How packs are opened here: as this laptop, with keys from paper, then as any laptop of the study."""
    secrets = place.secrets
    own = [place.device.opener, *sheets.kept(place)]

    def open_pack(data: bytes) -> bytes | None:
        if (opened := keys.unseal(data, own)) is not None or secrets is None:
            return opened
        try:
            return secrets.open(data)
        except Problem as failure:
            if failure.kind is SEAL_BROKEN:
                return None
            raise

    return open_pack
