"""Columns that are no question's: keys, and what is known of an interview beside its answers."""

from __future__ import annotations

from fieldapp.export.columns import Column, DataColumn, Stored
from fieldapp.wording import tr


def ours(*columns: Column) -> list[tuple[Column, DataColumn | None]]:
    """Columns that are no question's own."""
    return [(column, None) for column in columns]


def interview_key() -> Column:
    """The key of an interview, the same in every export."""
    return Column("_key", note=tr("Key of the interview; it stays the same in every export"), width=12)


def interview_facts() -> list[Column]:
    """What we know of an interview beside its answers."""
    return [
        Column("_state", note=tr("finalized, draft, or conflict: one of two finished versions"), width=10),
        Column("_form_version", note=tr("Version of the form that was used"), width=10),
        Column("_author", note=tr("Who conducted it"), width=12),
        Column("_device", note=tr("Laptop it was conducted on"), width=18),
        Column("_started", Stored.DATETIME, tr("When it was begun, by the clock of the laptop"), 20),
        Column("_finalized", Stored.DATETIME, tr("When it was finalized, by the clock of the laptop"), 20),
        Column("_utc_offset", note=tr("How far the clock of the laptop was from UTC"), width=8),
        Column("_revision", note=tr("Exact version of the answers"), width=12),
    ]


def repeat_keys() -> list[Column]:
    """What a row of a repeat is joined by."""
    return [
        Column("_key", note=tr("Key of this row; it stays the same in every export"), width=12),
        Column("_parent", note=tr("_key of the row one level up"), width=12),
        Column("_interview", note=tr("_key of the interview"), width=12),
        Column("_row", Stored.NUMBER, tr("Place of the row, from 1"), 6),
    ]


SYSTEM = tuple(column.heading for column in (interview_key(), *interview_facts(), *repeat_keys()))
