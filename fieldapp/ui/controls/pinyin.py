"""Finding Chinese words by pinyin, by initials or by a mixture: `shiq`, `sq`, `shqiao` all find 石桥.

pypinyin is imported at the first search, not before: it reads tables of 40,000 characters.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache

_VARIANTS = {"𠮷": "吉", "﨑": "崎", "㐂": "喜", "髙": "高"}
"""Rare characters of names that the table has no reading for, and the common character read the same."""


@cache
def _table() -> dict[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict

    return pinyin_dict


@lru_cache(maxsize=30_000)
def syllables(char: str) -> tuple[str, ...]:
    """The readings of one character without tones; a letter or digit reads as itself, lower case."""
    if char.isascii():
        return (char.lower(),) if char.isalnum() else ()
    readings = _table().get(ord(char), "") or _table().get(ord(_VARIANTS.get(char, char)), "")
    return tuple(dict.fromkeys(_toneless(reading) for reading in readings.split(",") if reading))


def _toneless(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())


def matches_at_start(query: str, text: str) -> bool:
    """Whether `query` spells the beginning of `text`, each character by its pinyin or a part of it."""
    if not query:
        return True
    for at, char in enumerate(text):
        readings = syllables(char)
        if readings:
            return any(_rest_matches(query, reading, text[at + 1 :]) for reading in readings)
    return False


def _rest_matches(query: str, reading: str, rest: str) -> bool:
    for taken in range(min(len(reading), len(query)), 0, -1):
        if query.startswith(reading[:taken]) and matches_at_start(query[taken:], rest):
            return True
    return False


def matches_inside(query: str, text: str) -> bool:
    """Whether `query` spells a piece of `text` that begins after its first character."""
    return any(
        _starts_like(query, text[at]) and matches_at_start(query, text[at:]) for at in range(1, len(text))
    )


def _starts_like(query: str, char: str) -> bool:
    return any(reading.startswith(query[0]) for reading in syllables(char))
