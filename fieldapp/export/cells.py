"""From the text of an answer to what a cell holds. Pure and quick: it runs for every cell.

A converter takes the text of an answer, or None where the question was skipped. Excel keeps 15
digits of a number, knows no offset from UTC and no day before 1900-03-01 that all programs agree
on; what does not fit stays text, exactly as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time

Cell = str | int | float | None
Convert = Callable[[str | None], Cell]

LONGEST = 32_767
"""UTF-16 units that a cell can hold."""

_SURELY_SHORT = LONGEST // 2
_REMEMBERED = 20_000
_DIGITS = 15
_INTEGER = re.compile(rf"[+-]?[0-9]{{1,{_DIGITS}}}")
_DECIMAL = re.compile(rf"[+-]?(?:[0-9]{{1,{_DIGITS}}}(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{{1,3}})?")
_BREAK = re.compile(r"\r\n?")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = date(1899, 12, 30).toordinal()
_FIRST_DAY = date(1900, 3, 1)
_DAY = 86_400
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OFFSET = re.compile(r"(?:Z|[+-]\d\d(?::?\d\d)?)$")


Misfit = Callable[[str], None]
"""Told the full text of an answer that a cell cannot hold as it is."""


class Memo(dict[str | None, Cell]):
    """Remembers what a text becomes: a known text costs one look-up and no Python call."""

    def __init__(self, convert: Callable[[str], Cell], misfit: Misfit, empty: Cell) -> None:
        self._convert, self._misfit, self._empty = convert, misfit, empty
        self._start()

    def __missing__(self, text: str) -> Cell:
        cell = self._convert(text)
        if isinstance(cell, str) and not (cell.isprintable() and len(cell) <= _SURELY_SHORT):
            return _awkward(cell, self._misfit)
        if len(self) >= _REMEMBERED:
            self._start()
        self[text] = cell
        return cell

    def _start(self) -> None:
        self.clear()
        self[None] = None
        self[""] = self._empty


def fresh(convert: Callable[[str], Cell], misfit: Misfit, empty: Cell = None) -> Convert:
    """A converter for answers that are mostly different ones."""

    def converted(answer: str | None) -> Cell:
        if not answer:
            return empty if answer == "" else None
        cell = convert(answer)
        return cell if cell.__class__ is not str else exact(answer)

    exact = text(misfit, empty)
    return converted


def remembered(convert: Callable[[str], Cell], misfit: Misfit, empty: Cell = None) -> Convert:
    """A converter for answers of which there are few different ones."""
    memo: Convert = Memo(convert, misfit, empty).__getitem__
    return memo


def text(misfit: Misfit, empty: Cell = None) -> Convert:
    """Free text: exact, only line breaks become `\\n`, which is what Excel has."""

    def convert(answer: str | None) -> Cell:
        if not answer:
            return empty if answer == "" else None
        if answer.isprintable() and len(answer) <= _SURELY_SHORT:
            return answer
        return _awkward(answer, misfit)

    return convert


def _awkward(answer: str, misfit: Misfit) -> str:
    """Text with line breaks, characters that XML cannot hold, or too much of it."""
    broken = _BREAK.sub("\n", answer)
    clean = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", broken)
    if len(clean) <= _SURELY_SHORT or units(clean) <= LONGEST:
        if clean != broken:
            misfit(answer)
        return clean
    misfit(answer)
    return first_units(clean, LONGEST - 1) + "…"


def units(string: str) -> int:
    """Length in UTF-16 units, which is how Excel counts."""
    return len(string) + sum(character > "\uffff" for character in string)


def first_units(string: str, count: int) -> str:
    """As much of the text as fits into so many UTF-16 units, no character cut in two."""
    return string.encode("utf-16-le", "ignore")[: 2 * count].decode("utf-16-le", "ignore")


def readable(string: str) -> str:
    """A full text for listing: characters that XML cannot hold are written `\\u0007`."""
    return _NOT_XML.sub(lambda found: f"\\u{ord(found[0]):04x}", _BREAK.sub("\n", string))


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


def watched(convert: Convert, known: frozenset[str], misfit: Misfit) -> Convert:
    """Reports answers with a code that has no column of its own."""

    def checked(answer: str | None) -> Cell:
        if answer and not known.issuperset(answer.split()):
            misfit(answer)
        return convert(answer)

    return checked


def noted(convert: Convert, seen: set[str]) -> Convert:
    """Keeps in mind which answers occur."""

    def heard(answer: str | None) -> Cell:
        if answer:
            seen.add(answer)
        return convert(answer)

    return heard
