"""What the office tells every laptop beside its work: renewed lists, people of the study, app updates.

Each is packed once and again after it changed or the roster did; what was packed before goes. Where a
roster rules, only laptops of supervisors, lead and headquarters send such packs, and only theirs count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from fieldapp import files
from fieldapp.packs import Item, fill, name_of, write
from fieldapp.packs.split import PART
from fieldapp.transfer import colleagues, lists, updates
from fieldapp.transfer.forms import Parts
from fieldapp.transfer.members import Known
from fieldapp.transfer.place import Place, carrier, sealer
from fieldapp.transfer.roster import OFFICE

News = tuple[str, str]
"""What came: form, list, person or update, and its name."""
KINDS = ("lists", "people", "update")
_PREFIX = "word-"


def counting(team: Known, sender: str, items: Iterable[Item]) -> tuple[Item, ...]:
    """The items of a pack without such word of a laptop that may not give it; else with its name on them."""
    may = team.directs(sender)
    return tuple(
        replace(item, about={**item.about, "carrier": sender}) if _is_word(item) else item
        for item in items
        if may or not _is_word(item)
    )


def _is_word(item: Item) -> bool:
    return item.kind in KINDS or (item.kind == "blob" and "update" in item.about)


def pack(place: Place, known: Known, folder: Path) -> list[Path]:
    """The packs of all that is to be told, made where they are not there yet."""
    if known.roster is not None and known.role not in OFFICE:
        return []
    found: list[tuple[Item, Callable[[], Iterable[Item]]]] = [
        *((one, partial(_with_files, place, one)) for one in lists.list_items(place)),
        *((one, partial(iter, [one])) for one in colleagues.people_items(place, known)),
        *((one, partial(updates.all_items, place, one)) for one in updates.offered_items(place)),
    ]
    marks = {_mark(known, item): items for item, items in found}
    for mark, items in marks.items():
        if not (folder / f"{mark}.made").exists():
            _write(place, known, folder, mark, items())
    for path in _packed(folder):
        if _mark_of(path) not in marks:
            with files.guarded(path):
                path.unlink(missing_ok=True)
    return [path for path in _packed(folder) if path.suffix == ".pck"]


def take(
    place: Place, team: Known, items: Sequence[Item], parts: Parts, updated: updates.Parts
) -> list[News]:
    """Keep what was told; what of it is new. `parts`: of lists, by hash; `updated`: where updates are."""
    news: list[News] = []
    for item in items:
        if item.kind == "lists":
            news += [("list", name)] if (name := lists.take_lists(place, item, parts)) else []
        elif item.kind == "people":
            news += [("person", name) for name in colleagues.take_people(place, team, item)]
    announced = [item for item in items if item.kind == "update"]
    return [*news, *(("update", name) for name in updates.take_updates(place, announced, updated))]


def is_large(path: Path) -> bool:
    """Whether a pack holds a part of an update, which goes behind everything else."""
    return path.name.startswith(f"{_PREFIX}update-")


def is_news(place: Place, item: Item) -> News | None:
    """What taking this item in would bring; None where it is here. Forms too, which anybody may send."""
    if item.kind == "form":
        here = place.store.forms.get(item.about.get("sha256", "")) is not None
        return None if here else ("form", item.about.get("title", ""))
    if item.kind == "lists":
        return _named("list", lists.would_renew(place, item))
    if item.kind == "people":
        return _named("person", colleagues.would_add(place, item))
    return _named("update", updates.would_come(place, item)) if item.kind == "update" else None


def _with_files(place: Place, item: Item) -> Iterable[Item]:
    return [item, *lists.file_items(place, item)]


def _named(kind: str, name: str) -> News | None:
    return (kind, name) if name else None


def _mark(known: Known, item: Item) -> str:
    return f"{_PREFIX}{item.kind}-" + hashlib.sha256(known.mark.encode() + item.data).hexdigest()[:16]


def _mark_of(path: Path) -> str:
    return path.stem[:-39] if path.suffix == ".pck" else path.stem


def _write(place: Place, known: Known, folder: Path, mark: str, items: Iterable[Item]) -> None:
    seal = sealer(place, known, tuple(known.laptops))
    for at, group in enumerate(fill(items, PART + (1 << 16)), 1):  # what announces the others comes first
        data = write(group, carrier(place), "pack", seal=seal)
        files.write(folder / f"{mark}-{at:05}-{name_of(data)}.pck", data)
    files.write(folder / f"{mark}.made", b"")


def _packed(folder: Path) -> list[Path]:
    with files.guarded(folder, reading=True):
        return sorted(folder.glob(f"{_PREFIX}*"))
