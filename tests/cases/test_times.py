"""Appointments as people type them."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.cases.times import read_time

NOW = datetime(2026, 11, 22, 12, 0).astimezone()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("18:30", "2026-11-22T18:30"), ("9：05", "2026-11-23T09:05"), ("明天 9:00", "2026-11-23T09:00"),
        ("后天 14点", "2026-11-24T14:00"), ("tomorrow 1830", "2026-11-23T18:30"), ("25 14:30", "2026-11-25T14:30"),
        ("3 8:00", "2026-12-03T08:00"), ("11-25 14:30", "2026-11-25T14:30"), ("1月5日 9:00", "2027-01-05T09:00"),
        ("2026-11-25 14:30", "2026-11-25T14:30"), ("2026/11/25", "2026-11-25"), ("明天", "2026-11-23"),
        ("25", "2026-11-25"), ("25:70", ""), ("31-2 9:00", ""), ("改天", ""), ("", ""), ("𠮷 㐂", ""),
    ],
)  # fmt: skip
def test_what_is_meant(typed: str, meant: str) -> None:
    assert read_time(typed, NOW)[: len(meant) or None] == meant


@given(st.text(max_size=12))
def test_anything_is_a_time_or_none(typed: str) -> None:
    found = read_time(typed, NOW)
    assert found == "" or datetime.fromisoformat(found)
