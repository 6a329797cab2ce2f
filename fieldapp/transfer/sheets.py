"""The recovery sheet: the keys of lead and headquarters on paper, and proof that the paper opens packs.

A key stands on the sheet as 52 characters and 4 check characters in groups of four, in the alphabet of
the recovery code. The sheet counts as made only after what was typed from it has opened a test pack.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from fieldapp import files, keys
from fieldapp.problems import SHEET_DIFFERS, Problem

if TYPE_CHECKING:
    from pathlib import Path

    from fieldapp.transfer.place import Place

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("ILO", "110")
_LENGTH, _CHECK, _GROUP = 52, 4, 4
_MADE = "team_sheet"  # setting: when the sheet was proven, and the recipient of the key on it
HQ = "headquarters"


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed. Neither code is kept anywhere after it was proven."""

    study: str
    at: str
    lead: str = field(repr=False)
    """The key that signs rosters."""
    hq: str = field(repr=False)
    """A key that opens packs."""


def new(place: Place) -> Sheet:
    """A sheet with the key of this laptop and a new key for headquarters."""
    import secrets

    return Sheet(
        place.name, datetime.now().astimezone().isoformat(timespec="minutes"),
        code_of(place.device.private), code_of(secrets.token_bytes(32)),
    )  # fmt: skip


def prove(place: Place, sheet: Sheet, lead: str, hq: str) -> bytes:
    """What was typed from the paper opens a test pack and signs as the lead; the recipient for the roster.

    `SHEET_DIFFERS` when it does not, and nothing is changed.
    """
    typed_lead, typed_hq, printed = read_code(lead), read_code(hq), read_code(sheet.hq)
    if typed_lead is None or typed_hq is None or printed is None:
        raise Problem(SHEET_DIFFERS, where=place.name)
    recipient, test = keys.recipient_of(printed), hashlib.sha256(printed).digest()
    opened = keys.unseal(keys.seal_to(test, [recipient]), [typed_hq])
    if opened != test or keys.from_private(typed_lead).public != place.device.public:
        raise Problem(SHEET_DIFFERS, where=place.name)
    return recipient


def made(place: Place) -> str:
    """When the sheet was proven; "" while it was not."""
    return place.store.settings.get(_MADE)


def remember(place: Place) -> None:
    """The sheet was proven, and the roster names its key."""
    place.store.settings.set(_MADE, datetime.now().astimezone().isoformat(timespec="minutes"))
    place.act("team-sheet")


def keep(place: Place, hq: str) -> None:
    """Keep the key of a sheet on this laptop, beside its own and sealed like it: it opens old packs here."""
    secret = read_code(hq)
    if secret is None:
        raise Problem(SHEET_DIFFERS, where=place.name)
    path = _path(place)
    files.make_folder(path.parent)
    files.write(path, place.secrets.seal(secret) if place.secrets else secret, private=True)
    place.act("team-sheet-kept")


def kept(place: Place) -> list[bytes]:
    """Keys from paper that this laptop was given."""
    path = _path(place)
    if not path.exists():
        return []
    data = files.read(path)
    try:
        secret = place.secrets.open(data, path) if place.secrets else data
    except Problem:  # from before a change of keys
        return []
    return [secret] if len(secret) == 32 else []


def code_of(key: bytes) -> str:
    """32 bytes as they are printed."""
    number = int.from_bytes(key, "big")
    plain = "".join(_ALPHABET[(number >> 5 * (_LENGTH - 1 - at)) & 31] for at in range(_LENGTH))
    whole = plain + _checks(plain)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def read_code(typed: str) -> bytes | None:
    """The key again, whatever blanks, dashes and letter case; None when it cannot be one."""
    text = unicodedata.normalize("NFKC", typed[:400]).upper()
    plain = "".join(one for one in text if one.isalnum()).translate(_MISREAD)
    if len(plain) != _LENGTH + _CHECK or not set(plain) <= set(_ALPHABET):
        return None
    number = 0
    for character in plain[:_LENGTH]:
        number = number << 5 | _ALPHABET.index(character)
    if number >> 256 or _checks(plain[:_LENGTH]) != plain[_LENGTH:]:
        return None
    return number.to_bytes(32, "big")


def _checks(plain: str) -> str:
    digest = hashlib.sha256(plain.encode("ascii")).digest()
    return "".join(_ALPHABET[value & 31] for value in digest[:_CHECK])


def _path(place: Place) -> Path:
    return files.home() / "keys" / f"{place.study_id}-{place.device.device_id}.sheet"
