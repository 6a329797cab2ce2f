"""The inbox: good packs as they came, kept in the study, to be handed on and to be taken in again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from fieldapp import files
from fieldapp.packs import name_of
from fieldapp.transfer.place import Place


def folder(place: Place) -> Path:
    """Where packs of other laptops are kept."""
    return place.layout.folder / "inbox"


def keep(place: Place, data: bytes) -> None:
    """Keep a pack; the same one again changes nothing."""
    path = folder(place) / f"{name_of(data)}.pck"
    if not path.exists():
        files.make_folder(path.parent)
        files.write(path, data)


def drop(place: Place, names: Iterable[str]) -> None:
    """Packs that are of no use any more are neither kept nor handed on."""
    for name in names:
        path = folder(place) / f"{name}.pck"
        with files.guarded(path):
            path.unlink(missing_ok=True)


def kept(place: Place) -> list[Path]:
    """All packs that came here."""
    with files.guarded(folder(place), reading=True):
        return sorted(folder(place).glob("*.pck"))
