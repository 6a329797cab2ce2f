"""Words to compare face to face: the same bits are the same places in the Chinese and the English list.

The lists are those of BIP-0039 (2048 words each, 11 bits a word); the Chinese words are single characters.
"""

from __future__ import annotations

from functools import lru_cache

from fieldapp import wording

COUNT = 8
"""Words of a fingerprint: 88 bits."""
_BITS = 11


def words_of(digest: bytes, language: str = "", count: int = COUNT) -> list[str]:
    """The first `count` times 11 bits of a hash as words, in a language or in the one in force."""
    listed = _listed(language or wording.language())
    number = int.from_bytes(digest, "big") >> (len(digest) * 8 - count * _BITS)
    return [listed[(number >> _BITS * (count - 1 - at)) & (2**_BITS - 1)] for at in range(count)]


def same_words(typed: str, digest: bytes) -> bool:
    """Whether somebody typed the words of a hash, in either language, with whatever between them."""
    plain = "".join(character for character in typed.lower() if character.isalpha())
    return any(plain == "".join(words_of(digest, language)) for language in wording.LANGUAGES)


@lru_cache(maxsize=2)
def _listed(language: str) -> tuple[str, ...]:
    name = "zh.txt" if language.startswith("zh") else "en.txt"
    return tuple(wording.resource("words", name).read_text("utf-8").split())
