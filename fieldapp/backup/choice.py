"""Where a backup goes: the folder that was chosen, else a stick, else this laptop."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fieldapp import files
from fieldapp.backup.places import is_root


class Kind(StrEnum):
    """What sort of place it is."""

    CHOSEN = "chosen"
    STICK = "stick"
    LAPTOP = "laptop"


@dataclass(frozen=True, slots=True)
class Target:
    """Where to. `same_disk`: one broken disk takes both copies. `absent`: the chosen folder, not there."""

    folder: Path
    kind: Kind
    same_disk: bool
    absent: Path | None = None


def where_to(layout: files.Layout, chosen: str = "", sticks: Sequence[Path] | None = None) -> Target:
    """The best place that is there now."""
    wanted = Path(chosen) if chosen else None
    if wanted is not None and wanted.is_dir():
        return Target(wanted, Kind.CHOSEN, _same_disk(wanted, layout.folder))
    found = next(iter(_prepared(disks() if sticks is None else sticks)), None)
    if found is not None:
        return Target(found, Kind.STICK, _same_disk(found, layout.folder), wanted)
    return Target(layout.backups, Kind.LAPTOP, True, wanted)


def disks() -> list[Path]:
    """Removable disks that are there now, as far as the system says where it puts them."""
    if sys.platform == "win32":
        return _removable_drives()
    if sys.platform == "darwin":
        return _folders(Path("/Volumes"))
    with suppress(OSError):
        mounts = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
        places = [line.split(" ")[1].encode().decode("unicode_escape") for line in mounts if " " in line]
        found = [place.encode("latin-1", "replace").decode("utf-8", "replace") for place in places]
        return sorted(Path(place) for place in found if place.startswith(("/media/", "/run/media/", "/mnt/")))
    return []


def _prepared(sticks: Iterable[Path]) -> list[Path]:
    """Those with a folder of backups: somebody chose them once."""
    return [stick for stick in sticks if any(is_root(folder) for folder in _folders(stick))]


def _folders(place: Path) -> list[Path]:
    with suppress(OSError):
        return sorted(path for path in place.iterdir() if path.is_dir())
    return []


def _same_disk(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_dev == other.stat().st_dev
    except OSError:
        return True


def _removable_drives() -> list[Path]:
    """Windows: drive letters of removable disks."""
    if sys.platform != "win32":
        return []
    import ctypes

    letters = (f"{chr(code)}:\\" for code in range(ord("A"), ord("Z") + 1))
    return [Path(drive) for drive in letters if ctypes.windll.kernel32.GetDriveTypeW(drive) == 2]
