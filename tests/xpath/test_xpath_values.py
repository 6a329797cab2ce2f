"""Conversions: numbers as text, dates in a time zone, what a calculate stores."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.xpath import Moment, compile, read_moment, to_boolean, to_number, to_string, to_text
from fieldapp.xpath.values import java_double
from tests.xpath.fake import World, at, leaf, oracle_form

CHINA = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1e-6, "1.0E-6"),
        (1.2345678901234567e19, "1.2345678901234567E19"),
        (123456789.123, "1.23456789123E8"),
        (0.001, "0.001"),
        (0.00012, "1.2E-4"),
        (9999999.5, "9999999.5"),
        (10000000.5, "1.00000005E7"),
        (-1.5e-7, "-1.5E-7"),
        (5e-324, "5.0E-324"),
        (1e100, "1.0E100"),
        (1234567.0, "1234567.0"),
    ],
)
def test_numbers_as_java_writes_them(number: float, text: str) -> None:
    assert java_double(number) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_no_digit_is_lost(number: float) -> None:
    assert float(java_double(number)) == number


@given(st.integers(-(10**15), 10**15))
def test_whole_numbers_are_stored_whole(number: int) -> None:
    assert to_text(float(number)) == to_text(float(number), "int") == str(number)


@pytest.mark.parametrize(
    ("value", "type", "text"),
    [
        (True, "string", "1"),
        (False, "int", "0"),
        (3e9, "int", "3000000000"),
        (2.9, "int", "2"),
        (14.0, "decimal", "14"),
        (0.1 + 0.2, "decimal", "0.30000000000000004"),
        (math.nan, "int", ""),
        (math.inf, "decimal", "Infinity"),
        (math.inf, "int", ""),
        ("", "boolean", ""),
        ("x", "boolean", "1"),
        (-0.0, "string", "0"),
        ([], "string", ""),
        ("  空格  ", "string", "  空格  "),
    ],
)
def test_what_a_calculate_stores(value: str | float | bool | list[object], type: str, text: str) -> None:
    assert to_text(value, type) == text  # type: ignore[arg-type]


def test_moments_are_stored_in_their_zone() -> None:
    moment = Moment(datetime(2024, 2, 29, 8, 5, 7, 123000, tzinfo=CHINA))
    assert to_text(moment) == "2024-02-29T08:05:07.123+08:00"
    assert to_text(moment, "date") == "2024-02-29"
    assert to_text(moment, "time") == "08:05:07.123+08:00"
    assert to_text(Moment(moment.when.astimezone(UTC)), "dateTime") == "2024-02-29T00:05:07.123Z"
    assert to_string(moment) == "2024-02-29"


@pytest.mark.parametrize(
    ("text", "kind", "stored"),
    [
        ("2024-02-29", "date", "2024-02-29"),
        ("2024-02-29T23:30:00.000-05:00", "dateTime", "2024-03-01T12:30:00.000+08:00"),
        ("2024-02-29T23:30:00Z", "dateTime", "2024-03-01T07:30:00.000+08:00"),
        ("2024-02-29T23:30:00.000-05:00", "date", "2024-03-01"),
        ("2024-02-29T10:00", "dateTime", "2024-02-29T10:00:00.000+08:00"),
        ("13:45", "time", "13:45:00.000+08:00"),
        ("13:45:00.000+02:00", "time", "19:45:00.000+08:00"),
        ("13:45:00+0530", "time", "16:15:00.000+08:00"),
    ],
)
def test_moments_are_read_into_local_time(text: str, kind: str, stored: str) -> None:
    moment = read_moment(text, kind, CHINA)  # type: ignore[arg-type]
    assert moment is not None
    assert to_text(moment, kind) == stored


@pytest.mark.parametrize(
    "text", ["", "2024-02-30", "2024", "0000-01-01", "29.2.2024", "2024-02-29T", "２０２４-01-01"]
)
def test_what_is_no_date(text: str) -> None:
    assert read_moment(text, "date", CHINA) is None


def in_china(text: str) -> str:
    out, _ = oracle_form()
    return to_text(compile(text, ("data", "out")).evaluate(at(out, World(zone=CHINA))))


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("today()", "2026-01-15T00:00:00.000+08:00"),
        ("now()", "2026-01-15T18:30:00.000+08:00"),
        ("format-date-time(now(), '%Y年%n月%e日 %H:%M %Z')", "2026年1月15日 18:30 +0800"),
        ("date(19782)", "2024-02-29T00:00:00.000+08:00"),
        ("date-time(0.5)", "1970-01-01T20:00:00.000+08:00"),
        ("decimal-date-time('1970-01-01T00:00:00.000Z')", "0"),
        ("decimal-date-time('1970-01-02')", "0.6666666666666666"),
        ("decimal-time('12:00:00.000+08:00')", "0.5"),
        ("decimal-time(0.25)", "0.25"),
        ("decimal-date-time(3.5)", "3.5"),
        ("today() - date('2026-01-01')", "14"),
        ("date('2026-01-15T23:59:00.000+08:00') = date('2026-01-15')", "1"),
        ("date('2026-03-01') > date('2026-02-28')", "1"),
        ("date(1 div 0)", ""),
        ("date(99999999999)", ""),
        ("date-time(-999999999)", ""),
        ("int((today() - date('1990-03-07')) div 365.25)", "35"),
        ("format-date(today(), '%a %b %W %3')", "Thu Jan 3 000"),
        ("format-date('2023-12-31', '%W')", "1"),
        ("format-date('2022-12-31', '%W')", "53"),
        ("format-date(now(), '')", ""),
    ],
)
def test_dates_in_local_time(text: str, stored: str) -> None:
    assert in_china(text) == stored


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (" 5 ", 5.0),
        ("1,5", 1.5),
        ("-.5", -0.5),
        ("5.", 5.0),
        ("12345678901234567890", 12345678901234567890.0),
    ],
)
def test_text_to_number(text: str, number: float) -> None:
    assert to_number(text) == number


@pytest.mark.parametrize(
    "text", ["", "-", ".", "1e3", "0x1", "+1", "1 2", "--1", "１", "一", "NaN", "Infinity", "1_0"]
)
def test_text_that_is_no_number(text: str) -> None:
    assert math.isnan(to_number(text))


def test_nodes_convert_by_their_first() -> None:
    nodes = [leaf("a", "7", "int"), leaf("a", "8", "int")]
    assert (to_number(list(nodes)), to_string(list(nodes)), to_boolean(list(nodes))) == (7.0, "7", True)
    assert not to_boolean([leaf("a", "0", "int")])
    assert not to_boolean([])
