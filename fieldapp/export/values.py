"""Numbers, dates and parts of answers as Excel holds them. Pure.

Excel keeps 15 digits of a number, knows no offset from UTC and no day before 1900-03-01 that all
programs agree on; what does not fit stays text, exactly as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time

from fieldapp.export.cells import Cell

_DIGITS = 15
_INTEGER = re.compile(rf"[+-]?[0-9]{{1,{_DIGITS}}}")
_DECIMAL = re.compile(rf"[+-]?(?:[0-9]{{1,{_DIGITS}}}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{{1,3}})?")
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_DAY = date(1900, 3, 1)
_DAY = 86_400
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OFFSET = re.compile(r"(?:Z|[+-]\d\d(?::?\d\d)?)$")


def number(answer: str) -> Cell:
    """An integer or decimal; text where it is neither or has an integer part of over 15 digits."""
    if len(answer) <= _DIGITS and answer.isdecimal() and answer.isascii():
        return int(answer)
    if len(answer) <= _DIGITS and answer.replace(".", "", 1).isdecimal() and answer.isascii():
        return float(answer)
    if _INTEGER.fullmatch(answer):
        return int(answer)
    if _DECIMAL.fullmatch(answer) and abs(value := float(answer)) < 1e300:
        return value
    return answer


def plain_number(code: str) -> Cell:
    """A code as a number, if it is written the way a number is; `01` stays text."""
    value = int(code) if _INTEGER.fullmatch(code) else None
    return value if str(value) == code else code


def day(answer: str) -> Cell:
    """A date as Excel counts days."""
    try:
        found = date.fromisoformat(answer) if _ISO_DAY.match(answer) and len(answer) == 10 else None
    except ValueError:
        return answer
    return found.toordinal() - _EPOCH if found and found >= _FIRST_DAY else answer


def moment(answer: str) -> Cell:
    """Date and time as the clock on the wall showed it."""
    if len(answer) < 11:
        return day(answer)
    try:
        found = datetime.fromisoformat(answer) if _ISO_DAY.match(answer) else None
    except ValueError:
        return answer
    if found is None or found.date() < _FIRST_DAY:
        return answer
    return found.toordinal() - _EPOCH + _share_of_day(found.timetz())


def clock(answer: str) -> Cell:
    """A time of day as the clock showed it."""
    try:
        return _share_of_day(time.fromisoformat(answer)) if ":" in answer else answer
    except ValueError:
        return answer


def _share_of_day(found: time) -> float:
    seconds = found.hour * 3600 + found.minute * 60 + found.second + found.microsecond / 1e6
    return seconds / _DAY


def offset(answer: str) -> Cell:
    """The offset from UTC at the end of a dateTime or time, e.g. `+08:00`."""
    found = _OFFSET.search(answer) if ":" in answer else None
    return found[0] if found else None


def coordinate(index: int) -> Callable[[str], Cell]:
    """One part of a geopoint: latitude, longitude, altitude, accuracy."""

    def convert(answer: str) -> Cell:
        parts = answer.split()
        return number(parts[index]) if index < len(parts) else None

    return convert


def chosen(code: str) -> Callable[[str], Cell]:
    """1 where the code is among the chosen ones, else 0."""
    return lambda answer: int(code in answer.split())


def rank(code: str) -> Callable[[str], Cell]:
    """Place of the code in a ranking, from 1 on."""

    def convert(answer: str) -> Cell:
        codes = answer.split()
        return codes.index(code) + 1 if code in codes else None

    return convert
