"""Times as people say them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from fieldapp import wording
from fieldapp.ui import clock

NOW = datetime(2025, 6, 18, 14, 6).astimezone()


@pytest.mark.parametrize(
    ("ago", "zh", "en"),
    [
        (timedelta(minutes=36), "今天 13:30", "today 13:30"),
        (timedelta(hours=20), "昨天 18:06", "yesterday 18:06"),
        (timedelta(days=2), "6 月 16 日", "16 Jun"),
        (timedelta(days=400), "2024 年 5 月 14 日", "14 May 2024"),
    ],
)
def test_when(ago: timedelta, zh: str, en: str) -> None:
    assert clock.when(NOW - ago, NOW) == zh
    wording.use("en")
    assert clock.when(NOW - ago, NOW) == en


def test_the_title_of_the_day() -> None:
    assert clock.long_day(date(2025, 6, 18)) == "6 月 18 日 星期三"
    wording.use("en")
    assert clock.long_day(date(2025, 6, 18)) == "Wednesday, 18 Jun"


def test_today_is_the_day_of_this_laptop() -> None:
    assert clock.is_today(NOW - timedelta(hours=14), NOW)
    assert not clock.is_today(NOW - timedelta(hours=15), NOW)
