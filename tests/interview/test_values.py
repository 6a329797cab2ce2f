"""Texts that people paste, and what a field of each type makes of them: stored, or refused, never a crash."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest

from fieldapp.interview import values

BEIJING = timezone(timedelta(hours=8))
MANY = "9" * 5_000


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("int", "+0042", "42"),
        ("int", "-007", "-7"),
        ("int", "-000", "0"),
        ("int", "110105194912310028", "110105194912310028"),
        ("int", MANY, MANY),
        ("integer", "-" + MANY, "-" + MANY),
        ("decimal", MANY, MANY + ".0"),
        ("date", "2026-1-5", "2026-01-05"),
    ],
)
def test_every_digit_is_kept(kind: str, typed: str, stored: str) -> None:
    assert values.from_person(kind, typed, BEIJING) == stored


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("dateTime", "9999-12-31T23:59:00.000-14:00"),
        ("dateTime", "0001-01-01T00:00:00.000+14:00"),
        ("date", "2022-06-110105194912310028"),
        ("date", "0000-00-00"),
        ("time", "99:99"),
        ("int", "１２.5"),
        ("decimal", "1e"),
        ("geopoint", "石桥村"),
    ],
)
def test_what_a_type_cannot_hold_is_refused(kind: str, typed: str) -> None:
    with pytest.raises(values.Refused):
        values.from_person(kind, typed, BEIJING)
    assert isinstance(values.from_expression(kind, typed, BEIJING), str)
