"""From the text of an answer to what a cell holds. Pure and quick: it runs for every cell.

A converter takes the text of an answer, or None where the question was skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable

Cell = str | int | float | None
Convert = Callable[[str | None], Cell]

LONGEST = 32_767
"""UTF-16 units that a cell can hold."""

_SURELY_SHORT = LONGEST // 2
_REMEMBERED = 20_000
_BREAK = re.compile(r"\r\n?")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


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
