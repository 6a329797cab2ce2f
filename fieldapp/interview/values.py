"""Texts that are stored, by type of the bind; what JavaRosa's XFormAnswerDataParser stores.

Two roads lead to a stored text: a person's answer and the result of an expression. Numbers keep all
their digits: where JavaRosa cuts at 32 bits, an ID or an amount would be lost (docs/engine.md).
"""

from __future__ import annotations

import re
from datetime import datetime, time, tzinfo

from fieldapp.xpath import Moment, Value
from fieldapp.xpath.model import MomentKind
from fieldapp.xpath.values import java_double, moment_to_text, to_text

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_MOMENTS: dict[str, MomentKind] = {"date": "date", "dateTime": "dateTime", "time": "time"}
_LONE_DIGIT = re.compile(r"(^|[-:T])([0-9])(?![0-9.])")
GEO = ("geopoint", "geotrace", "geoshape")
WHOLE = ("int", "integer", "long")


class Refused(ValueError):
    """A text that its type cannot hold; the field stays as it was."""


def from_person(kind: str, text: str, zone: tzinfo) -> str:
    """The text stored when a person gives `text` to a field of type `kind`; `Refused` if it does not fit."""
    if text == "":
        return ""
    if kind in WHOLE:
        return _whole(text.strip())
    if kind == "decimal":
        return _decimal(text.strip())
    if kind in _MOMENTS:
        moment = read_moment(_MOMENTS[kind], text.strip(), zone)
        if moment is None:
            raise Refused(text)
        return moment_to_text(moment, kind)
    if kind in GEO:
        return _place(kind, text)
    return text


def from_expression(kind: str, value: Value, zone: tzinfo) -> str:
    """The text stored when an expression is calculated into a field of type `kind`."""
    text = to_text(value, kind)
    if text == "":
        return ""
    if kind in WHOLE:
        return _truncated(text)
    if kind in ("dateTime", "time") and isinstance(_atom(value), float):
        return ""  # JavaRosa keeps a bare number in a date, but not in these two
    if kind in _MOMENTS and isinstance(_atom(value), str):
        moment = read_moment(_MOMENTS[kind], text, zone)
        return moment_to_text(moment, kind) if moment is not None else ""
    if kind == "geopoint":
        return _numbers_of_point(text)
    if kind in GEO:
        return "; ".join(filter(None, map(_numbers_of_point, text.split(";")))) or text
    return text


def typed(kind: str, text: str, zone: tzinfo) -> str | float | bool | Moment:
    """The stored text as expressions read it."""
    if kind in WHOLE or kind == "decimal":
        try:
            return float(text)
        except ValueError:
            return text
    if kind in _MOMENTS:
        return read_moment(_MOMENTS[kind], text, zone) or text
    if kind == "boolean":
        return text in ("1", "true")
    return text


def read_moment(kind: MomentKind, text: str, zone: tzinfo) -> Moment | None:
    """An ISO 8601 date, time or dateTime in `zone`; None when it is none. A date is its midnight."""
    text = _padded(text)
    if kind == "date" and len(text) > 10:
        return None
    try:
        if kind == "time":
            when = datetime.combine(datetime(1970, 1, 1), time.fromisoformat(text))
        else:
            when = datetime.fromisoformat(text)
        if kind == "date":
            when = datetime(when.year, when.month, when.day)
        return Moment(when.replace(tzinfo=zone) if when.tzinfo is None else when.astimezone(zone), kind)
    except (ValueError, OverflowError):  # the last hours of the year 9999 are no moment in every zone
        return None


def _padded(text: str) -> str:
    """`2026-1-5` and `9:05` with two digits each, as JavaRosa reads them."""
    return _LONE_DIGIT.sub(r"\g<1>0\2", text)


def _atom(value: Value) -> object:
    if isinstance(value, list):
        return value[0].typed() if value else ""
    return value


def _whole(text: str) -> str:
    if not _INTEGER.fullmatch(text):
        raise Refused(text)
    return _plain(text)


def _plain(text: str) -> str:
    """A whole number without plus and leading zeros; `int` gives up at 4,300 digits."""
    digits = text.lstrip("+-").lstrip("0") or "0"
    return f"-{digits}" if text.startswith("-") and digits != "0" else digits


def _decimal(text: str) -> str:
    """As JavaRosa writes it (`12` -> `12.0`), but with every digit that was typed."""
    if not _DECIMAL.fullmatch(text):
        raise Refused(text)
    if "e" in text.lower():
        return java_double(float(text))
    sign = "-" if text.startswith("-") else ""
    whole, _, part = text.lstrip("+-").partition(".")
    return f"{sign}{whole.lstrip('0') or '0'}.{part.rstrip('0') or '0'}"


def _truncated(text: str) -> str:
    if _INTEGER.fullmatch(text):
        return _plain(text)
    try:
        return str(int(float(text)))
    except (ValueError, OverflowError):
        return ""


def _place(kind: str, text: str) -> str:
    """A point, or the points of a trace or shape joined by `; `, each of four numbers."""
    given = [text] if kind == "geopoint" else [point for point in text.split(";") if point.strip()]
    points = [_numbers_of_point(point) for point in given]
    if not points or "" in points:
        raise Refused(text)
    return "; ".join(points)


def _numbers_of_point(text: str) -> str:
    """`lat lon alt acc`, missing parts as 0.0; "" when it is no position."""
    try:
        numbers = [float(part) for part in text.split()[:4]]
    except ValueError:
        return ""
    if len(numbers) < 2:
        return ""
    return " ".join(java_double(number) for number in [*numbers, 0.0, 0.0][:4])
