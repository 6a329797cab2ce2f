"""Numbers as people type them; no digit is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.ui.controls import numbers


@pytest.mark.parametrize(
    ("typed", "decimal", "stored"),
    [
        ("１２３，４５６", False, "123456"),
        ("-98", False, "-98"),
        ("－９８", False, "-98"),
        ("1-2", False, "12"),
        ("007", False, "7"),
        ("-0", False, "0"),
        ("-", False, ""),
        ("3。5", True, "3.5"),
        ("3.5", False, "35"),
        (".5", True, "0.5"),
        ("12.", True, "12"),
        ("110105194912310028", False, "110105194912310028"),
        ("约三万", False, ""),
    ],
)
def test_typed_text_becomes_a_stored_number(typed: str, decimal: bool, stored: str) -> None:
    assert numbers.stored(typed, decimal) == stored


@pytest.mark.parametrize(
    ("value", "shown", "echo"),
    [
        ("2009", "2009", ""),
        ("5800", "5,800", ""),
        ("46000", "46,000", "4.6 万"),
        ("111500", "111,500", "11.15 万"),
        ("120000000", "120,000,000", "1.2 亿"),
        ("-20000", "-20,000", "-2 万"),
        ("1234.5", "1,234.5", ""),
        ("", "", ""),
    ],
)
def test_thousands_and_ten_thousands(value: str, shown: str, echo: str) -> None:
    assert (numbers.grouped(value), numbers.in_ten_thousands(value)) == (shown, echo)


@given(st.integers(min_value=-(10**30), max_value=10**30))
def test_grouping_loses_nothing(number: int) -> None:
    assert numbers.stored(numbers.grouped(str(number)), decimal=False) == str(number)


@given(st.text(alphabet="0123456789,.-", max_size=24), st.integers(0, 24), st.booleans())
def test_the_cursor_stays_behind_the_same_digits(text: str, cursor: int, decimal: bool) -> None:
    before = numbers.digits_of(text[:cursor], decimal)
    shown, place = numbers.regrouped(text, min(cursor, len(text)), decimal)
    assert numbers.digits_of(shown, decimal) == numbers.digits_of(text, decimal)
    assert 0 <= place <= len(shown)
    if numbers.digits_of(text, decimal).startswith(before):
        assert numbers.digits_of(shown[:place], decimal) == before
