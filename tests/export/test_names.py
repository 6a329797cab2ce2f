"""Names of sheets and headings."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.export.names import SheetNames, Unique

LONG = "返乡创业者问卷（政策目标群体）家庭成员名单与工作经历情况调查表"


@pytest.mark.parametrize(
    ("wanted", "given_name"),
    [
        ("访谈", "访谈"),
        ("a/b:c*d?e[f]g\\h", "a_b_c_d_e_f_g_h"),
        ("'quoted'", "quoted"),
        ("", "_"),
        ("History", "History_"),
        (LONG, LONG[:31]),
        ("𠮷" * 20, "𠮷" * 15),
    ],
)  # fmt: skip
def test_names_that_excel_takes(wanted: str, given_name: str) -> None:
    assert SheetNames().take(wanted) == given_name


def test_no_name_twice_whatever_the_case() -> None:
    names = SheetNames()
    assert [names.take(name) for name in ("hh", "HH", "hh", "x" * 40, "x" * 40)] == [
        "hh",
        "HH_2",
        "hh_3",
        "x" * 31,
        "x" * 29 + "_2",
    ]


@given(st.lists(st.text(max_size=50), max_size=30))
def test_any_names_become_valid_and_different(wanted: list[str]) -> None:
    names = SheetNames()
    taken = [names.take(name) for name in wanted]
    assert len({name.casefold() for name in taken}) == len(taken)
    for name in taken:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\]", name)
        assert name.strip("'") == name


def test_headings_are_cut_and_numbered() -> None:
    headings = Unique(10)
    assert [headings.take(name) for name in ("年龄", "年龄", "a" * 12)] == ["年龄", "年龄_2", "a" * 10]
