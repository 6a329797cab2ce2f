"""Dates and times as people type them, and as a form stores them. Pure, no Qt.

Stored: `2025-06-18`, `14:30:00.000+08:00`, `2025-06-18T14:30:00.000+08:00` (XML Schema, as ODK keeps them).
"""

from __future__ import annotations

import re
from datetime import date, datetime, time

from fieldapp.ui.controls.numbers import narrow

_SPLIT = re.compile(r"[^0-9]+")


def typed_date(text: str) -> date | None:
    """`20250618`, `2025-6-18`, `2025/06/18`, `2025年6月18日` -> the date; None while it is none."""
    plain = narrow(text).strip()
    if re.fullmatch(r"\d{8}", plain):
        return _date(plain[:4], plain[4:6], plain[6:])
    parts = [part for part in _SPLIT.split(plain) if part]
    return _date(*parts) if len(parts) == 3 and len(parts[0]) == 4 else None


def typed_month(text: str) -> date | None:
    """`202506`, `2025-6`, `2025年6月` -> the first of that month; a whole date gives its month too."""
    plain = narrow(text).strip()
    if re.fullmatch(r"\d{6}", plain):
        return _date(plain[:4], plain[4:], "1")
    parts = [part for part in _SPLIT.split(plain) if part]
    if len(parts) == 2 and len(parts[0]) == 4:
        return _date(parts[0], parts[1], "1")
    whole = typed_date(plain)
    return whole.replace(day=1) if whole else None


def typed_year(text: str) -> date | None:
    """`2025` -> the first day of that year."""
    plain = narrow(text).strip().removesuffix("年")
    return _date(plain, "1", "1") if re.fullmatch(r"\d{4}", plain) else typed_date(text)


def typed_time(text: str) -> time | None:
    """`1430`, `930`, `9:30`, `14：30`, `9` -> the time of day."""
    plain = narrow(text).strip()
    if re.fullmatch(r"\d{1,2}点?", plain):
        return _time(plain.removesuffix("点"), "0")
    if re.fullmatch(r"\d{3,4}", plain):
        return _time(plain[:-2], plain[-2:])
    parts = [part for part in _SPLIT.split(plain) if part]
    return _time(*parts[:2]) if len(parts) in (2, 3) else None


def shown_date(value: str) -> str:
    """The date part of a stored date or dateTime."""
    return value[:10]


def shown_time(value: str) -> str:
    """`14:30` of a stored time or dateTime."""
    return value.split("T")[-1][:5]


def stored_time(moment: time, now: datetime) -> str:
    """A time of day with this computer's offset, as ODK stores it."""
    return f"{moment:%H:%M}:00.000{_offset(now)}"


def stored_datetime(day: date, moment: time) -> str:
    """A moment on this computer's clock, with the offset in force on that day."""
    local = datetime.combine(day, moment).astimezone()
    return f"{day:%Y-%m-%d}T{moment:%H:%M}:00.000{_offset(local)}"


def stored_date(day: date) -> str:
    """ISO date."""
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"


def _offset(moment: datetime) -> str:
    plain = moment.astimezone().strftime("%z")
    return f"{plain[:3]}:{plain[3:5]}"


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except (ValueError, OverflowError):  # an ID number pasted after a month
        return None


def _time(hour: str, minute: str) -> time | None:
    try:
        return time(int(hour), int(minute))
    except (ValueError, OverflowError):
        return None
