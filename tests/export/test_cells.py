"""What a cell holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.export import cells, values


@pytest.mark.parametrize(
    ("answer", "cell"),
    [
        ("41", 41),
        ("-98", -98),
        ("0", 0),
        ("3.50", 3.5),
        ("-.5", -0.5),
        ("1e3", 1000.0),
        ("999999999999999", 999_999_999_999_999),
        ("110101199003070012", "110101199003070012"),
        ("1101011990030700.5", "1101011990030700.5"),
        ("１２", "１２"),
        ("1_000", "1_000"),
        ("12岁", "12岁"),
        ("NaN", "NaN"),
        ("1e999", "1e999"),
        (".", "."),
    ],
)
def test_a_number_is_a_number_if_excel_can_hold_it(answer: str, cell: object) -> None:
    found = values.number(answer)
    assert found == cell
    assert type(found) is type(cell)


@pytest.mark.parametrize(
    ("code", "cell"),
    [("1", 1), ("-98", -98), ("01", "01"), ("0", 0), ("+1", "+1"), ("1.0", "1.0"), ("a", "a")],
)
def test_a_code_becomes_a_number_only_if_nothing_is_lost(code: str, cell: object) -> None:
    assert values.plain_number(code) == cell


def serial(moment: datetime) -> float:
    return (moment - datetime(1899, 12, 30)) / timedelta(days=1)


def test_dates_and_times_as_excel_counts_them() -> None:
    assert values.day("2025-06-18") == serial(datetime(2025, 6, 18))
    assert values.moment("2025-06-18T14:30:00.000+08:00") == serial(datetime(2025, 6, 18, 14, 30))
    assert values.moment("2025-06-18T14:30:00Z") == serial(datetime(2025, 6, 18, 14, 30))
    assert values.moment("2025-06-18") == serial(datetime(2025, 6, 18))
    assert values.clock("06:00:00.000+08:00") == 0.25


@pytest.mark.parametrize(
    "answer", ["1899-05-01", "1900-02-28", "20250618", "2025-13-01", "2025-W01-1", "六月"]
)
def test_what_is_no_day_for_excel_stays_text(answer: str) -> None:
    assert values.day(answer) == answer
    assert values.moment(answer) == answer


@pytest.mark.parametrize(
    ("answer", "zone"),
    [
        ("2025-06-18T14:30:00.000+08:00", "+08:00"),
        ("2025-06-18T14:30:00Z", "Z"),
        ("14:30:00.000-03:30", "-03:30"),
        ("2025-06-18T14:30:00", None),
        ("2025-06-18", None),
    ],
)
def test_offset_from_utc(answer: str, zone: str | None) -> None:
    assert values.offset(answer) == zone


def test_parts_of_a_place() -> None:
    parts = [values.coordinate(index)("32.10 115.05 0 5.5") for index in range(4)]
    assert parts == [32.1, 115.05, 0, 5.5]
    assert values.coordinate(3)("32.1 115.05") is None


def test_skipped_and_unanswered_differ() -> None:
    convert = cells.text(_unexpected, "NULL")
    assert convert(None) is None
    assert convert("") == "NULL"
    again = cells.remembered(values.number, _unexpected, "NULL")
    assert [again(None), again(""), again("5"), again("5")] == [None, "NULL", 5, 5]


def _unexpected(text: str) -> None:
    raise AssertionError(f"did not fit: {text[:20]}")


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"))
)
def test_text_is_kept_as_it_is(text: str) -> None:
    assert cells.text(_unexpected)(text) == (text or None)


def test_line_breaks_become_those_of_excel() -> None:
    assert cells.text(_unexpected)("一\r\n二\r三\n四\t五") == "一\n二\n三\n四\t五"


@pytest.mark.parametrize("character", ["农", "𠮷"])
def test_long_text_is_cut_and_reported_in_full(character: str) -> None:
    reported: list[str] = []
    convert = cells.text(reported.append)
    fits = character * (cells.LONGEST // len(character.encode("utf-16-le")) * 2)
    assert convert(fits) == fits
    assert not reported
    cut = convert(fits + "工" * 4)
    assert reported == [fits + "工" * 4]
    assert isinstance(cut, str)
    assert cells.units(cut) <= cells.LONGEST
    assert cut.startswith(fits[:-1])
    assert cut.endswith("…")


def test_characters_that_xml_cannot_hold_are_reported() -> None:
    reported: list[str] = []
    assert cells.text(reported.append)("条\x07码\ud800") == "条\ufffd码\ufffd"
    assert cells.readable(reported[0]) == "条\\u0007码\\ud800"


def test_a_strange_answer_is_reported_each_time() -> None:
    reported: list[str] = []
    convert = cells.remembered(values.number, reported.append)
    assert [convert("\x07"), convert("\x07")] == ["\ufffd", "\ufffd"]
    assert len(reported) == 2


def test_memory_for_answers_is_bounded() -> None:
    convert = cells.remembered(values.number, _unexpected)
    found = [convert(str(number)) for number in range(50_000)]
    assert found == list(range(50_000))
    memo = convert.__self__  # type: ignore[attr-defined]
    assert len(memo) <= 20_002


@given(st.dates(min_value=date(1900, 3, 1)))
def test_every_day_comes_back(day: date) -> None:
    number = values.day(day.isoformat())
    assert isinstance(number, int)
    assert datetime(1899, 12, 30) + timedelta(days=number) == datetime(day.year, day.month, day.day)
