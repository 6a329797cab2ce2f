"""Packs of laptops that are not on the roster, and of lost ones: kept apart, as they came, for a decision.

They lie in `inbox/quarantine`, laid out like a stick, so that they can be looked at and taken in later.
"""

from __future__ import annotations

from pathlib import Path

from fieldapp import files
from fieldapp.packs import name_of
from fieldapp.transfer import inbox, stick
from fieldapp.transfer.place import Place

MOST = 512 << 20
"""Bytes in all: nobody unknown fills the disk. What is over stays on the stick it came on."""


def folder(place: Place) -> Path:
    """Where they lie; `look` reads it like a stick."""
    return inbox.folder(place) / "quarantine"


def keep(place: Place, data: bytes) -> bool:
    """Keep a pack apart; False when there is no room for it."""
    base = folder(place)
    if stick.pack_path(base, name_of(data)).exists():
        return True
    if size(place) + len(data) > MOST:
        return False
    stick.put_pack(base, data)
    return True


def release(place: Place, name: str) -> None:
    """What was taken in after all need not lie here."""
    path = stick.pack_path(folder(place), name)
    with files.guarded(path):
        path.unlink(missing_ok=True)


def names(place: Place) -> set[str]:
    """The packs that are kept apart."""
    return {path.stem for path in stick.pack_files(folder(place))}


def size(place: Place) -> int:
    """Bytes of all of them."""
    return sum(files.size_of(path) for path in stick.pack_files(folder(place)))
