"""Reading the finished interviews of a form for an export: one by one, without their XML."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.problems import REVISION_DAMAGED, Problem
from fieldapp.store.errors import guarded
from fieldapp.store.revisions import is_own_hash
from fieldapp.store.store import Store


@dataclass(frozen=True, slots=True)
class Head:
    """A revision that no other corrects. `alone` is False where another head corrects the same record.

    `started` is empty for an interview that was begun on another laptop.
    """

    rev_id: str
    record_id: str
    form_sha256: str
    author: str
    device: str
    wall_time: str
    started: str
    body: bytes
    alone: bool


def head_ids(store: Store, form_id: str) -> dict[str, str]:
    """Revision id -> record id of the heads of all versions of a form, in the order they came."""
    store.revisions.require_sound()
    corrected = {
        parent
        for (parents,) in store.database.all("SELECT parents FROM revision WHERE parents <> '[]'")
        for parent in json.loads(parents)
    }
    sql = (
        "SELECT rev_id, record_id FROM revision LEFT JOIN instance USING (instance_id, record_id)"
        " WHERE form_id = ? AND kind <> 'tombstone' AND discarded IS NULL ORDER BY revision.rowid"
    )
    rows = store.database.all(sql, (form_id,))
    return {rev_id: record_id for rev_id, record_id in rows if rev_id not in corrected}


def heads(store: Store, form_id: str, ids: dict[str, str]) -> Iterator[Head]:
    """The heads with these ids (of `head_ids`), read as they are walked."""
    of_record = Counter(ids.values())
    sql = (
        "SELECT rev_id, record_id, revision.form_sha256, author, device, wall_time,"
        " coalesce(created, ''), body FROM revision LEFT JOIN instance USING (instance_id, record_id)"
        " WHERE form_id = ? ORDER BY revision.rowid"
    )
    with guarded(store.path):
        for *found, body in store.database.connection.execute(sql, (form_id,)):
            rev_id, record_id, form_sha256, author, device, wall_time, started = found
            if rev_id in ids:
                if not is_own_hash(rev_id, body):
                    raise Problem(REVISION_DAMAGED, where=record_id)
                alone = of_record[record_id] == 1
                yield Head(rev_id, record_id, form_sha256, author, device, wall_time, started, body, alone)
