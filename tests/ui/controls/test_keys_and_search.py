"""Which key chooses what, and what a few letters find."""

from __future__ import annotations

import pytest

from fieldapp.ui.controls import find, pinyin
from fieldapp.ui.controls.choicekeys import DigitKeys, caps
from fieldapp.ui.controls.missing import is_refused, is_unknown


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        (["1", "2", "5"], ["1", "2", "5"]),
        (["1", "0"], ["1", "2"]),
        (["01", "02"], ["1", "2"]),
        ([f"c{n}" for n in range(10)], ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0"]),
        ([f"c{n}" for n in range(11)], [str(n) for n in range(1, 12)]),
        ([f"c{n}" for n in range(31)], [""] * 31),
    ],
)
def test_caps(codes: list[str], shown: list[str]) -> None:
    assert caps(codes) == shown


def test_two_digits_wait_for_each_other() -> None:
    keys = DigitKeys(caps([f"c{n}" for n in range(12)]))
    assert [keys.digit("1"), keys.digit("2")] == [None, "12"]
    assert keys.digit("3") == "3"
    assert [keys.digit("0"), keys.digit("1")] == [None, "1"]
    assert [keys.digit("1"), keys.timeout()] == [None, "1"]
    assert keys.timeout() is None
    assert [keys.digit("1"), keys.digit("9")] == [None, "9"]


@pytest.mark.parametrize("typed", ["shiq", "sq", "shqiao", "shiqiaocun", "sqc"])
def test_pinyin_initials_and_mixtures_find_a_village(typed: str) -> None:
    assert pinyin.matches_at_start(typed, "石桥村")


def test_both_readings_of_a_character_count() -> None:
    assert pinyin.matches_at_start("cq", "重庆")
    assert pinyin.matches_at_start("zy", "重要")


def test_exact_comes_before_beginning_before_pinyin_before_inside() -> None:
    places = ["大石桥", "石桥村", "石桥", "沙桥"]
    assert list(find.found("石桥", places, lambda name: (name, ""))) == ["石桥", "石桥村", "大石桥"]
    assert list(find.found("sq", places, lambda name: (name, "")))[-1] == "大石桥"


def test_rare_characters_and_codes_are_found_as_they_are() -> None:
    rows = [("𠮷林镇", "411599104207"), ("﨑村", "411599104208"), ("Huaibin", "3")]
    assert list(find.found("𠮷", rows, lambda row: row)) == rows[:1]
    assert list(find.found("﨑", rows, lambda row: row)) == rows[1:2]
    assert list(find.found("411599104207", rows, lambda row: row)) == rows[:1]
    assert list(find.found("HUAI", rows, lambda row: row)) == rows[2:]
    assert list(find.found("", rows, lambda row: row)) == rows


@pytest.mark.parametrize("code", ["98", "-98", "998", "-9998"])
def test_codes_of_dont_know(code: str) -> None:
    assert is_unknown(code)
    assert not is_refused(code)


@pytest.mark.parametrize("code", ["99", "-99", "999"])
def test_codes_of_refused(code: str) -> None:
    assert is_refused(code)
    assert not is_unknown("198")
