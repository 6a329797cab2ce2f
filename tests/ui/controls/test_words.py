"""Dates as typed, labels as shown, the sentence about saving."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from fieldapp.ui.controls import moments
from fieldapp.ui.controls.text import shape
from fieldapp.ui.interview import roster_cells, savestate, titles, words


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("20250618", date(2025, 6, 18)),
        ("２０２５０６１８", date(2025, 6, 18)),
        ("2025-6-8", date(2025, 6, 8)),
        ("2025年6月8日", date(2025, 6, 8)),
        ("2025/06/31", None),
        ("20250231", None),
        ("18062025", None),
        ("2025", None),
        ("2025-06-110105194912310028", None),
        ("2025-06-" + "9" * 5000, None),
    ],
)
def test_dates(typed: str, day: date | None) -> None:
    assert moments.typed_date(typed) == day


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("1430", time(14, 30)), ("９：05", time(9, 5)), ("2460", None), ("9:" + "9" * 30, None)],
)
def test_times(typed: str, clock: time | None) -> None:
    assert moments.typed_time(typed) == clock


def test_months_and_years() -> None:
    assert moments.typed_month("2025.6") == date(2025, 6, 1)
    assert moments.typed_year("2025年") == date(2025, 1, 1)


def test_a_pattern_fills_itself() -> None:
    assert shape("13812345678", "### #### ####") == "138 1234 5678"
    assert shape("138", "### #### ####") == "138"


@pytest.mark.parametrize(
    ("label", "html"),
    [
        ("遇到的**最主要**困难", "遇到的<u>最主要</u>困难"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("一\n二", "一<br/>二"),
        ("snake_case_name stays", "snake_case_name stays"),
        ("<b>x</b> <script>y</script>", "<u>x</u> &lt;script&gt;y&lt;/script&gt;"),
        ("3 * 4 * 5", "3 * 4 * 5"),
    ],
)
def test_labels_are_escaped_and_emphasis_is_underline(label: str, html: str) -> None:
    assert words.rich(label) == html


def test_a_label_in_a_list_is_one_line() -> None:
    assert words.plain("第一行\n**第二行**") == "第一行 第二行"


def test_what_is_said_about_saving() -> None:
    now = datetime(2026, 1, 15, 14, 30)
    ago = [savestate.said(now - timedelta(seconds=s), now, False) for s in (0, 5, 61)]
    assert ago == ["已保存 · 0.1 秒前", "已保存 · 5 秒前", "已保存 · 14:28"]
    assert savestate.said(now, now, True) == "没有保存"
    assert savestate.clock(3723) == "1:02:03"


def test_languages_are_called_as_people_call_them() -> None:
    assert titles.language_label("中文 (zh)") == "中文"
    assert titles.language_label("English (en)") == "EN"
    assert titles.language_label("Deutsch") == "Deutsch"


@pytest.mark.parametrize(
    ("first", "second", "head"),
    [
        ("第 1 位是您的什么人？", "第 2 位是您的什么人？", "第 … 位是您的什么人？"),
        ("您听说过“贷款”吗？", "您听说过“补贴”吗？", "您听说过“…”吗？"),
        ("性别", "性别", "性别"),
        ("性别", "", "性别"),
        ("甲", "乙", "甲"),
    ],
)
def test_a_column_is_called_by_what_its_questions_share(first: str, second: str, head: str) -> None:
    assert roster_cells.heading(first, second) == head
