"""Dates and times: reading them, counting their days, writing them by a pattern."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from fieldapp.xpath.model import Moment, MomentKind
from fieldapp.xpath.values import Atom, to_number

DAY = 86400.0
_LARGEST = 2.0**31 - 1
_DATE = re.compile(r"([0-9]{1,4})-([0-9]{1,2})-([0-9]{1,2})")
_TIME = re.compile(
    r"([0-9]{1,2}):([0-9]{1,2})(?::([0-9]{1,2})(?:\.([0-9]*))?)?(?:(Z)|([+-])([0-9]{1,2})(?::?([0-9]{2}))?)?"
)
_MONTHS: tuple[str, ...] = ("January", "February", "March", "April", "May", "June", "July", "August")
_MONTHS += ("September", "October", "November", "December")
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def read_moment(text: str, kind: MomentKind, zone: tzinfo) -> Moment | None:
    """The moment a node of this type holds, in local time; None when the text is no such thing."""
    try:
        if kind == "time":
            return Moment(_clock("1970-01-01", text, zone), kind)
        when = parse(text.strip(), zone)
    except (ValueError, OverflowError):
        return None
    return Moment(_midnight(when, zone) if kind == "date" else when, kind)


def parse(text: str, zone: tzinfo) -> datetime:
    """A date, or a date with `T` and a time. ValueError when it is none."""
    day, mark, clock = text.partition("T")
    return _clock(day, clock, zone) if mark else datetime(*_date(day), tzinfo=zone)


def _date(text: str) -> tuple[int, int, int]:
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return int(match[1]), int(match[2]), int(match[3])


def _clock(day: str, clock: str, zone: tzinfo) -> datetime:
    match = _TIME.fullmatch(clock)
    if match is None:
        raise ValueError(clock)
    hour, minute, second, fraction, utc, sign, hours, minutes = match.groups()
    micros = int((fraction or "0")[:3].ljust(3, "0")) * 1000
    own = UTC if utc else _offset(sign, hours, minutes) if sign else zone
    when = datetime(*_date(day), int(hour), int(minute), int(second or 0), micros, own)
    return when.astimezone(zone)


def _offset(sign: str, hours: str, minutes: str | None) -> timezone:
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-offset if sign == "-" else offset)


def _midnight(when: datetime, zone: tzinfo) -> datetime:
    return datetime(when.year, when.month, when.day, tzinfo=zone)


def to_moment(value: Atom, zone: tzinfo, keep_time: bool) -> Moment | str:
    """date() and date-time(): "" for what is no date. A text keeps its time, as in JavaRosa."""
    try:
        if isinstance(value, Moment):
            return value if keep_time else Moment(_midnight(value.when, zone), "date")
        if isinstance(value, str):
            return Moment(parse(value, zone), "dateTime" if "T" in value or keep_time else "date")
        return _from_days(to_number(value), zone, keep_time)
    except (ValueError, OverflowError):
        return ""


def _from_days(number: float, zone: tzinfo, keep_time: bool) -> Moment | str:
    """Days from 1970-01-01: whole ones are local, those with a time of day count from UTC."""
    if not abs(number) <= _LARGEST:
        return ""
    if keep_time:
        epoch = datetime(1970, 1, 1, tzinfo=UTC)
        return Moment((epoch + timedelta(milliseconds=int(number * DAY * 1000))).astimezone(zone), "dateTime")
    day = datetime(1970, 1, 1) + timedelta(days=math.trunc(number))
    return Moment(_midnight(day, zone), "date")


def fractional_days(moment: Moment) -> float:
    """Days since local midnight of 1970-01-01, with the time of day."""
    zone = moment.when.tzinfo
    return (moment.when - datetime(1970, 1, 1, tzinfo=zone)).total_seconds() / DAY


def utc_days(moment: Moment) -> float:
    """Days since 1970-01-01 UTC: decimal-date-time()."""
    return (moment.when - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() / DAY


def day_fraction(moment: Moment) -> float:
    """The part of the local day gone by: decimal-time()."""
    when = moment.when
    return (when.hour * 3600 + when.minute * 60 + when.second + when.microsecond / 1e6) / DAY


def written(moment: Moment, pattern: str) -> str:
    """format-date(): %Y and its kin, names in English. An unknown sign stays as it is."""
    return re.sub("%(.)", lambda match: _sign(moment.when, match[1]), pattern)


def _sign(when: datetime, sign: str) -> str:
    match sign:
        case "Y" | "y":
            return f"{when.year:04}"[0 if sign == "Y" else 2 :]
        case "m" | "d" | "H" | "M" | "S":
            return when.strftime(f"%{sign}")
        case "n" | "e" | "h":
            return str({"n": when.month, "e": when.day, "h": when.hour}[sign])
        case "3":
            return f"{when.microsecond // 1000:03}"
        case "b" | "B":
            return _MONTHS[when.month - 1][: 3 if sign == "b" else None]
        case "a" | "A":
            return _DAYS[when.weekday()][: 3 if sign == "a" else None]
        case "W":
            return str(_week(when))
        case "Z":
            return when.strftime("%z") if when.utcoffset() else "Z"
        case "%":
            return "%"
        case _:
            return f"%{sign}"


def _week(when: datetime) -> int:
    """Week of the year as in Java's US calendar: weeks begin on Sunday, week 1 holds January 1."""
    last = datetime(when.year, 12, 31)
    if (last - datetime(when.year, when.month, when.day)).days <= last.isoweekday() % 7 < 6:
        return 1
    first = datetime(when.year, 1, 1).isoweekday() % 7
    return (when.timetuple().tm_yday - 1 + first) // 7 + 1
