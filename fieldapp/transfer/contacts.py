"""Personal values on their way: only ever inside packs, never in the interview itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from fieldapp.form.personal import TOKEN
from fieldapp.packs import Item
from fieldapp.store.contacts import ContactRow


def contact_item(rows: Sequence[ContactRow]) -> list[Item]:
    """The values as one item; none where there are none. Deleted ones do not travel."""
    plain = [
        [row.token, row.record_id, row.question, row.value, row.added.isoformat()]
        for row in rows
        if row.erased is None
    ]
    return [Item("contacts", json.dumps(plain).encode())] if plain else []


def read_contacts(items: Iterable[Item]) -> list[ContactRow]:
    """The values of a pack; what is none is left out."""
    return [row for item in items if item.kind == "contacts" for row in _rows(item.data)]


def _rows(data: bytes) -> list[ContactRow]:
    try:
        plain = json.loads(data)
        return [
            ContactRow(token, record_id, question, str(value), datetime.fromisoformat(added))
            for token, record_id, question, value, added in plain
            if TOKEN.fullmatch(token)
        ]
    except (ValueError, TypeError, RecursionError):
        return []
