"""Taking the last import back: rows first, then the files and personal values that only it brought.

What is still to be removed is written down with the rows, in the setting `take_back_left`: broken off
between the two, the next import or taking back ends it.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldapp import files
from fieldapp.problems import IMPORT_BUILT_UPON, IMPORT_NONE, Problem
from fieldapp.transfer.place import Place

_SETTING = "take_back_left"


@dataclass(frozen=True, slots=True)
class Left:
    """Names of files in the media folder, and records with personal values."""

    files: tuple[str, ...] = ()
    records: tuple[str, ...] = ()


NOTHING = Left()


def take_back(place: Place) -> int:
    """Take the last import back, keeping all that was answered since; its number.

    `IMPORT_NONE`: there is none. `IMPORT_BUILT_UPON`: somebody has corrected, reviewed or settled
    what it brought, or was told that it arrived.
    """
    arrivals = place.store.arrivals
    number = next((one.number for one in arrivals.all() if not one.undone), None)
    if number is None:
        raise Problem(IMPORT_NONE, where=place.name)
    if upon := arrivals.built_upon(number):
        raise Problem(IMPORT_BUILT_UPON, where=place.name, count=len(upon))
    before = left(place)
    with place.store.transaction():
        names, records = arrivals.take_back(number, _now())
        _write(place, Left((*before.files, *sorted(names)), (*before.records, *sorted(records))))
    place.act("merge-undo", str(number))
    with suppress(Problem):  # the import is taken back; the rest is done when it can be
        finish(place)
    return number


def left(place: Place) -> Left:
    """What is still to be removed."""
    plain = json.loads(place.store.settings.get(_SETTING) or "{}")
    return Left(tuple(plain.get("files", ())), tuple(plain.get("records", ())))


def finish(place: Place) -> None:
    """Remove what taking back left, unless anything here names it (again)."""
    there = left(place)
    if there == NOTHING:
        return
    place.store.contacts.forget(there.records, place.store.used_tokens())
    for name in set(there.files) - place.store.media.named():
        files.destroy(place.layout.media / Path(name).name)
    _write(place, NOTHING)


def _write(place: Place, what: Left) -> None:
    plain = {"files": what.files, "records": what.records}
    place.store.settings.set(_SETTING, json.dumps(plain, ensure_ascii=False) if what != NOTHING else "")


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")
