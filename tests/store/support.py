"""Rows for the tests of the store."""

import sqlite3
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher3

from fieldapp.store import JournalRow

KEY = bytes(range(32))
Refused = (sqlite3.IntegrityError, sqlcipher3.IntegrityError)
NOW = datetime(2026, 1, 15, 18, 30, 5, 250_000, timezone(timedelta(hours=8)))


def step(number: int, *, changes: tuple[Any, ...] = (), reference: str = "/data/name") -> JournalRow:
    """A journal row with the given number."""
    return JournalRow(number, "answer", reference, changes, number, 1, False, reference, NOW, 12)
