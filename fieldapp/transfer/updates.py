"""App updates on their way: an installer file in parts, put together and held against its hash, never run.

The office puts a file in (`offer`); it travels with every bundle from there. A laptop that takes it in keeps
it in `updates/` and says so; a person saves it and installs it. The settings `update_out` and `update_in`
hold what is handed over and what came.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fieldapp import __version__, files, keys
from fieldapp.merge.canonical import canonical
from fieldapp.packs import Item, PackFault, read
from fieldapp.packs.split import PART
from fieldapp.problems import (
    UPDATE_DAMAGED,
    UPDATE_MISSING,
    UPDATE_NOT_OFFICE,
    UPDATE_UNNAMED,
    Problem,
)
from fieldapp.transfer import inbox, members
from fieldapp.transfer.place import Place, opener
from fieldapp.transfer.roster import OFFICE
from fieldapp.wording import tr

MOST = 1 << 30
_MOST_NOTED = 50
_OUT, _IN = "update_out", "update_in"
_VERSION = re.compile(r"(?<![0-9.])(\d{1,5}(?:\.\d{1,5}){1,3})(?![0-9])")
_NAME = re.compile(r"[^\s./\\:*?\"<>|\x00-\x1f][^/\\:*?\"<>|\x00-\x1f]{0,118}")
_SYSTEMS = {
    "windows": (".exe", ".msi", "windows", "win64", "win32"),
    "macos": (".dmg", ".pkg", "macos", "osx"),
    "linux": (".appimage", ".deb", ".rpm", "linux"),
}
Parts = Mapping[str, Mapping[str, str]]
"""SHA-256 of an update -> number of a part -> name of the pack in the inbox that holds it."""


@dataclass(frozen=True, slots=True)
class Update:
    """An installer file. `system`: windows, macos or linux."""

    version: str
    system: str
    name: str
    sha256: str
    size: int
    carrier: str = ""
    """The laptop that sent it."""


def offer(place: Place, path: Path) -> Update:
    """Put a file into the bundles from now on, in the place of an older one for the same system."""
    if not may_offer(place):
        raise Problem(UPDATE_NOT_OFFICE, where=place.name)
    version, system = described(path.name)
    if not version or not system or not _NAME.fullmatch(path.name) or files.size_of(path) > MOST:
        raise Problem(UPDATE_UNNAMED, where=path.name)
    made = Update(version, system, path.name, files.sha256_of(path), files.size_of(path))
    target = _file(place, made)
    files.make_folder(target.parent)
    files.require_space(target.parent, made.size)
    _copy(path, target, made)
    rest = [one for one in _listed(place, _OUT) if one.system != system]
    _keep(place, _OUT, [*rest, made])
    place.act("update-offer", made.name, version=version, sha256=made.sha256[:16])
    return made


def may_offer(place: Place) -> bool:
    """Whether updates come from this laptop: from the office, where a roster rules."""
    known = members.load(place)
    return known.roster is None or known.role in OFFICE


def offered(place: Place) -> list[Update]:
    """What goes with the bundles of this laptop."""
    return _listed(place, _OUT)


def withdraw(place: Place) -> None:
    """Nothing goes with the bundles any more."""
    _keep(place, _OUT, [])


def described(name: str) -> tuple[str, str]:
    """Version and system, as the name of the file says; "" where it does not."""
    found, low = _VERSION.search(name), name.lower()
    system = next((one for one, marks in _SYSTEMS.items() if any(mark in low for mark in marks)), "")
    return (found[1] if found else ""), system


# on the way


def offered_items(place: Place) -> list[Item]:
    """One item for each update that goes with the bundles; its file follows in parts."""
    return [_item(one) for one in offered(place) if _file(place, one).is_file()]


def all_items(place: Place, item: Item) -> Iterator[Item]:
    """The item and the parts of its file, one in memory at a time."""
    yield item
    one = _read(item)
    if one is None:
        return
    head = {"update": "yes", "sha256": one.sha256, "size": str(one.size), "parts": str(_count(one))}
    path = _file(place, one)
    with files.guarded(path, reading=True), path.open("rb") as file:
        for at in range(1, _count(one) + 1):
            yield Item("blob", file.read(PART), {**head, "part": str(at)})


def take_updates(place: Place, items: Iterable[Item], parts: Parts) -> list[str]:
    """Note what was announced and put together what is whole; the names of what is complete now."""
    noted = _noted(place)
    for item in items:
        if (one := _read(item)) is not None and len(noted) < _MOST_NOTED:
            state = "gone" if _is_old(one) else "partial"
            noted.setdefault(one.sha256, {**asdict(one), "parts": {}, "state": state})
    for sha256, found in parts.items():
        if sha256 in noted:
            noted[sha256]["parts"].update(found)
    waiting = [one for one in noted.values() if one["state"] != "gone" and not _is_whole(place, one)]
    done = [one for one in waiting if _joined(place, one)]
    _tidy(place, noted)
    if noted != _noted(place) or done:
        place.store.settings.set(_IN, json.dumps(list(noted.values()), ensure_ascii=False))
    for made in done:
        place.act("update-came", made["name"], version=made["version"], sha256=made["sha256"][:16])
    return [made["name"] for made in done]


def would_come(place: Place, item: Item) -> str:
    """The name of an update that is newer than what is here, and not here whole."""
    one, noted = _read(item), _noted(place)
    if one is None or _is_old(one) or (one.sha256 in noted and _is_whole(place, noted[one.sha256])):
        return ""
    return "" if any(_replaces(other, one) for other in noted.values()) else one.name


def _tidy(place: Place, noted: dict[str, dict[str, Any]]) -> None:
    """What this app is as new as, or a later one replaced, goes from the disk and is not handed on."""
    for one in list(noted.values()):
        update = _update(one)
        if _is_old(update) or any(_replaces(other, update) for other in noted.values()):
            if update.sha256 not in {mine.sha256 for mine in offered(place)}:
                with files.guarded(_file(place, update)):
                    _file(place, update).unlink(missing_ok=True)
            inbox.drop(place, one["parts"].values())
            noted[update.sha256] = {**one, "parts": {}, "state": "gone"}


def _replaces(other: dict[str, Any], update: Update) -> bool:
    """Whether another one that is here whole is newer, for the same system."""
    newer = _number(other["version"]) > _number(update.version)
    return bool(other["state"] == "here" and other["system"] == update.system and newer)


def _is_whole(place: Place, one: dict[str, Any]) -> bool:
    """Whether its file lies there; a study that was restored has noted it and has it not."""
    path = _file(place, _update(one))
    return bool(one["state"] == "here" and path.is_file() and files.size_of(path) == int(one["size"]))


def _is_old(update: Update) -> bool:
    return _number(update.version) <= _number(__version__)


# what lies here


def lying(place: Place) -> list[tuple[Update, str]]:
    """All that came, with its state: here, partial, damaged, old (not newer than this app), other-system."""
    found = [(_update(one), _state(place, one)) for one in _noted(place).values()]
    return [(one, state) for one, state in found if state != "gone"]


def state_words(state: str) -> str:
    """The state of an update in the language in force."""
    return {
        "here": tr("newer than this app, whole"), "partial": tr("not all parts have come yet"),
        "damaged": tr("damaged; it comes again with the next bundle of the study lead"),
        "old": tr("not newer than this app"), "other-system": tr("for another system"),
    }[state]  # fmt: skip


def available(place: Place) -> Update | None:
    """The newest update for this system that lies here whole and is newer than this app."""
    found = [one for one, state in lying(place) if state == "here"]
    return max(found, key=lambda one: (_number(one.version), one.sha256), default=None)


def save(place: Place, target: Path, update: Update | None = None) -> Update:
    """Copy it to where a person wants it (a folder, or a name), held against its hash. It is never run."""
    chosen = update or available(place)
    if chosen is None:
        raise Problem(UPDATE_MISSING, where=place.name)
    target = target / chosen.name if target.is_dir() else target
    files.require_space(target.parent, chosen.size)
    _copy(_file(place, chosen), target, chosen)
    place.act("update-save", chosen.name, version=chosen.version)
    return chosen


def folder(place: Place) -> Path:
    """Where updates lie."""
    return place.layout.folder / "updates"


def this_system() -> str:
    """As updates name it."""
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


def _copy(source: Path, target: Path, wanted: Update) -> None:
    """A block at a time; what is not the file it should be gets no name."""
    digest = hashlib.sha256()
    with files.guarded(source, reading=True), source.open("rb") as file, files.replacing(target) as temporary:
        with temporary.open("r+b") as out:
            while block := file.read(1 << 20):
                digest.update(block)
                out.write(block)
        if digest.hexdigest() != wanted.sha256:
            raise Problem(UPDATE_DAMAGED, where=wanted.name)


def _joined(place: Place, one: dict[str, Any]) -> bool:
    """Whether the file is whole now. What is not what it should be counts as not come."""
    update = _update(one)
    wanted = [one["parts"].get(str(at)) for at in range(1, _count(update) + 1)]
    if any(name is None for name in wanted):
        return False
    digest, path = hashlib.sha256(), _file(place, update)
    files.make_folder(path.parent)
    files.require_space(path.parent, update.size)
    try:
        with files.replacing(path) as temporary:
            with temporary.open("r+b") as out:
                for at, name in enumerate(wanted, 1):
                    data = _part(place, str(name), update.sha256, str(at))
                    digest.update(data)
                    out.write(data)
            if digest.hexdigest() != update.sha256:
                raise Problem(UPDATE_DAMAGED, where=update.name)
    except (Problem, PackFault):
        one["parts"], one["state"] = {}, "damaged"
        return False
    one["state"] = "here"
    return True


def _part(place: Place, name: str, sha256: str, part: str) -> bytes:
    """One part out of a pack in the inbox."""
    pack = read(files.read(inbox.folder(place) / f"{name}.pck"), keys.verify, opener(place))
    found = (
        item.data
        for item in pack.items
        if "update" in item.about and (item.about.get("sha256"), item.about.get("part")) == (sha256, part)
    )
    return next(found, b"")


def _state(place: Place, one: dict[str, Any]) -> str:
    update = _update(one)
    if _is_old(update):
        return "old"
    if one["state"] != "here":
        return str(one["state"])
    if not _is_whole(place, one):
        return "damaged"
    return "here" if update.system == this_system() else "other-system"


def _item(one: Update) -> Item:
    plain = {name: str(value) for name, value in asdict(one).items() if name != "carrier"}
    return Item("update", canonical({"v": "1", **plain}))


def _read(item: Item) -> Update | None:
    try:
        plain = json.loads(item.data)
        one = Update(
            plain["version"], plain["system"], plain["name"], plain["sha256"], int(plain["size"]),
            item.about.get("carrier", ""),
        )  # fmt: skip
        known = described(one.name) == (one.version, one.system) and _NAME.fullmatch(one.name) is not None
        whole = len(bytes.fromhex(one.sha256)) == 32 and one.sha256 == one.sha256.lower()
        return one if plain["v"] == "1" and known and whole and 0 <= one.size <= MOST else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _count(one: Update) -> int:
    return max(1, -(-one.size // PART))


def _file(place: Place, one: Update) -> Path:
    return folder(place) / f"{one.sha256[:8]}-{one.name}"


def _number(version: str) -> tuple[int, ...]:
    found = _VERSION.search(version)
    numbers = [int(part) for part in found[1].split(".")] if found else []
    return tuple(numbers + [0] * (4 - len(numbers)))


def _listed(place: Place, name: str) -> list[Update]:
    return [Update(**one) for one in json.loads(place.store.settings.get(name) or "[]")]


def _keep(place: Place, name: str, updates: list[Update]) -> None:
    place.store.settings.set(name, json.dumps([asdict(one) for one in updates], ensure_ascii=False))


def _noted(place: Place) -> dict[str, dict[str, Any]]:
    return {one["sha256"]: one for one in json.loads(place.store.settings.get(_IN) or "[]")}


def _update(one: dict[str, Any]) -> Update:
    return Update(**{name: value for name, value in one.items() if name not in ("parts", "state")})
