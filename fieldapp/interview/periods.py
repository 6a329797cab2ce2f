"""`jr:preload="date"`: today, or a day of a week gone by (`prevperiod-week-mon-true-false-1`)."""

from __future__ import annotations

from datetime import date, timedelta

_DAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")


def date_of(parameters: str, today: date) -> str:
    """The date as it is stored, "" where JavaRosa has none (periods of months, unreadable ones)."""
    if parameters == "today":
        return today.isoformat()
    kind, *rest = parameters.split("-")
    if kind != "prevperiod" or len(rest) < 4 or rest[0] != "week" or rest[1] not in _DAYS:
        return ""
    try:
        ago = int(rest[4]) if len(rest) > 4 else 1
        return (today - timedelta(days=_back(rest, today) + 7 * ago)).isoformat()
    except (ValueError, OverflowError):
        return ""


def _back(rest: list[str], today: date) -> int:
    """Days from the first (or last) day of this week, which begins on the day named, to today."""
    includes_today = int(_true(rest[3]))
    weekday = today.isoweekday() % 7
    days = (weekday - _DAYS.index(rest[1]) + 7 + includes_today) % 7 - includes_today
    return days if _true(rest[2]) else days - 6


def _true(text: str) -> bool:
    return text.lower() in ("true", "head", "1")
