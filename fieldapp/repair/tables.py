"""The database as a file: its pages, its indexes, and the seals of its rows."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.repair.findings import FILE, ROW, TABLE, Finding, found
from fieldapp.repair.ground import Ground


def pages(ground: Ground) -> Iterator[Finding]:
    """SQLite's own full check, and its foreign keys."""
    for why in ground.store.check()[:20]:
        yield found(FILE, ground.layout.database.name, why=why)


def seals(ground: Ground) -> Iterator[Finding]:
    """Rows that are not as they were written, and rows that are gone."""
    seals = ground.store.seals
    if not seals.present:
        return
    if why := seals.schema_fault():
        yield found(TABLE, why=why)
    for table, why in ground.look.faults().items():
        changed = seals.changed(table)
        for key in changed if table == "instance" else ():
            yield found(ROW, ground.name(str(key[0])), str(key[0]))
        if table != "instance" or not changed:
            yield found(TABLE, ", ".join(str(key[0])[:40] for key in changed[:5]), why=why)
