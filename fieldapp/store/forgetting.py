"""What goes when a record is purged: what identifies people in it, and its files.

No list and no export shows it. Its revisions stay, with tokens where personal values were: the logs of
all laptops are chained, and a hole in one would look like a loss. Packs on sticks and backups hold the
values until they are overwritten; the guides say so.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp import files

if TYPE_CHECKING:
    from fieldapp.store.store import Store


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How many personal values and files went."""

    values: int
    files: int


def forget(store: Store, media: Path, record_ids: Collection[str]) -> Forgotten:
    """Delete for good what these records, and the cases they are of, hold of people; the same again finds
    nothing left to do.

    Values first: from then on nothing shows or sends them, also if the files are not gone yet.
    """
    if not record_ids:
        return Forgotten(0, 0)
    at = datetime.now().astimezone()
    named = [*record_ids, *sorted(store.cases.keys_of(record_ids))]
    rows = [row for record_id in named for row in store.contacts.of_record(record_id)]
    tokens = [row.token for row in rows if row.erased is None]
    interviews = _interviews_of(store, record_ids)
    names = {row.name for row in store.media.all() if row.instance_id in interviews}
    fresh = names - store.contacts.erased_files().keys()
    if tokens or fresh:
        store.contacts.erase(tokens, fresh, at)
    with store.transaction():
        for instance_id in (one for one, shown in interviews.items() if shown):
            store.instances.discard(instance_id, at)
    gone = [name for name in sorted(names) if files.destroy(media / Path(name).name)]
    return Forgotten(len(tokens), len(gone))


def _interviews_of(store: Store, record_ids: Collection[str]) -> dict[str, bool]:
    """The interviews of these records by instance id, and whether the lists still show them."""
    shown = {row.instance_id: True for row in store.instances.all() if row.record_id in record_ids}
    away = (row for row in store.instances.all(discarded=True) if row.record_id in record_ids)
    return shown | dict.fromkeys((row.instance_id for row in away), False)
