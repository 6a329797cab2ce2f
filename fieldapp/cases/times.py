"""Times as people type them when they make an appointment."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from fieldapp.cases.columns import moment

_CLOCK = re.compile(r"(\d{1,2})[:：点时.]?(\d{2})?分?")
_DAYS = {
    "今天": 0, "today": 0, "明天": 1, "tomorrow": 1, "后天": 2, "大后天": 3, "今晚": 0, "明晚": 1,
}  # fmt: skip
_DATE = re.compile(r"(?:(\d{1,2})[-/.月])?(\d{1,2})[日号]?")


def read_time(text: str, now: datetime | None = None) -> str:
    """`18:30`, `明天 9:00`, `11-25 14:30`, `25 14:30`, `2026-11-25 14:30`, or a day alone; "" for none.

    A time alone is the next such time, a day of the month the next such day.
    """
    present = now or datetime.now().astimezone()
    plain = text.strip()
    if (whole := moment(plain)) is not None:
        return whole
    parts = plain.split()
    if len(parts) == 1:
        return _clock_alone(parts[0], present) or _iso(_day(parts[0], present))
    day, clock = (_day(parts[0], present), _clock(parts[1])) if len(parts) == 2 else (None, None)
    return _at(day, clock) if day is not None and clock is not None else ""


def _clock_alone(text: str, now: datetime) -> str:
    clock = _clock(text) if re.search(r"[:：点时]", text) else None
    if clock is None:
        return ""
    late = clock <= (now.hour, now.minute)
    return _at(now.date() + timedelta(days=1 if late else 0), clock)


def _clock(text: str) -> tuple[int, int] | None:
    found = _CLOCK.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    return (hour, minute) if hour < 24 and minute < 60 else None


def _day(text: str, now: datetime) -> date | None:
    if text.casefold() in _DAYS:
        return now.date() + timedelta(days=_DAYS[text.casefold()])
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    month, day = int(found[1] or 0), int(found[2])
    start = now.date()
    days = (start + timedelta(days=ahead) for ahead in range(366))
    return next((one for one in days if one.day == day and month in (0, one.month)), None)


def _at(day: date, clock: tuple[int, int]) -> str:
    return datetime(day.year, day.month, day.day, *clock).astimezone().isoformat(timespec="minutes")


def _iso(day: date | None) -> str:
    return day.isoformat() if day is not None else ""
