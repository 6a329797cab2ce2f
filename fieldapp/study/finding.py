"""Finding an interview by a personal value: for who may see such values, and entered in the log."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.store import InstanceRow
from fieldapp.study.promise import all_interviews
from fieldapp.study.rights import Right
from fieldapp.study.search import sounds

if TYPE_CHECKING:
    from fieldapp.study.study import Study


def find_person(study: Study, text: str) -> list[InstanceRow]:
    """Interviews of which a personal value holds `text`, in characters, pinyin or initials; not the values.

    The contacts are read into memory and searched there. Problem NOT_ALLOWED without the right.
    """
    study.require(Right.REVEAL_PERSONAL)
    wanted = text.casefold().strip()
    rows = study.store.contacts.all() if wanted else []
    records = {row.record_id for row in rows if row.erased is None and _holds(row.value, wanted)}
    found = [row for row in study.people.visible(all_interviews(study)) if row.record_id in records]
    study.act("find-person", found=str(len(found)))
    return found


def _holds(value: str, wanted: str) -> bool:
    heard = wanted.isascii() and any(wanted in sound for sound in sounds(value))
    return wanted in value.casefold() or heard
