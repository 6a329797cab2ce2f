"""Finding an interview by what people type: parts of its name or number, pinyin, initials."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from fieldapp.store import InstanceRow


def matching(rows: Iterable[InstanceRow], text: str) -> list[InstanceRow]:
    """The rows that hold every word of `text`; all of them when it is empty."""
    words = text.casefold().split()
    return [row for row in rows if all(_holds(row, word) for word in words)]


def _holds(row: InstanceRow, word: str) -> bool:
    texts = (row.label, row.title, row.form_id, row.instance_id)
    return any(word in text.casefold() for text in texts) or (
        word.isascii() and any(word in sound for text in texts[:2] for sound in sounds(text))
    )


@lru_cache(maxsize=4096)
def sounds(text: str) -> tuple[str, ...]:
    """How Chinese text may be typed in letters: whole pinyin and initials. Empty without Chinese."""
    if text.isascii():
        return ()
    from pypinyin import lazy_pinyin

    syllables = [syllable.casefold() for syllable in lazy_pinyin(text)]
    initials = "".join(syllable if len(syllable) == 1 else syllable[:1] for syllable in syllables)
    return "".join(syllables), initials
