"""Rows for the tests of the store."""

from datetime import datetime, timedelta, timezone
from typing import Any

from fieldapp.store import JournalRow

NOW = datetime(2026, 1, 15, 18, 30, 5, 250_000, timezone(timedelta(hours=8)))


def step(number: int, *, changes: tuple[Any, ...] = (), reference: str = "/data/name") -> JournalRow:
    """A journal row with the given number."""
    return JournalRow(number, "answer", reference, changes, number, 1, False, reference, NOW, 12)
