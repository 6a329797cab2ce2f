"""Sets of characters by Unicode property, as the inside of a `[...]` of Python's `re`."""

from __future__ import annotations

import sys
import unicodedata
from functools import cache

from fieldapp.wording import tr

Ranges = list[tuple[int, int]]

_POSIX = {
    "Lower": "az", "Upper": "AZ", "ASCII": "\x00\x7f", "Alpha": "azAZ", "Digit": "09", "Alnum": "azAZ09",
    "Punct": "!/:@[`{~", "Graph": "!~", "Print": " ~", "Blank": "  \t\t", "Cntrl": "\x00\x1f\x7f\x7f",
    "XDigit": "09afAF", "Space": "  \t\r",
}  # fmt: skip
"""In Java the POSIX classes hold ASCII only. Pairs of first and last."""

_SCRIPTS = {
    "Han": "⺀⺙⺛⻳⼀⿕々々〇〇〡〩〸〻㐀䶿一鿿豈舘並龎\U00016ff0\U00016ff1\U00020000\U000323af",
    "Hiragana": "ぁゖゝゟ\U0001b001\U0001b11f",
    "Katakana": "ァヺヽヿㇰㇿ㋐㋾㌀㍗ｦｯｱﾝ",
    "Hangul": "\u1100\u11ffㄱㆎ㈀㈞㉠㉾ꥠꥼ가힣ힰퟻﾡￜ",
    "Latin": "AZazªªººÀÖØöøʸḀỿⅠↈＡＺａｚ",
    "Cyrillic": "ЀԯᲀᲈᴫᴫᵸᵸⷠⷿꙀꚟ",
    "Greek": "ͰͳͶͷͺͽͿͿΆΆΈϡϰϿἀ῾",
    "Arabic": "\u0600\u0604\u0606\u060b\u060d\u061a\u061c\u061e"
    "\u0620\u063f\u0641\u064a\u0656\u066f\u0671\u06dc\u06de\u06ff\u0750\u077f\u08a0\u08ff",
    "Tibetan": "\u0f00\u0fd4\u0fd9\u0fda",
    "Mongolian": "\u1800\u1801\u1804\u1804\u1806\u18aa",
    "Devanagari": "\u0900\u0950\u0955\u0963\u0966\u097f\ua8e0\ua8ff",
    "Thai": "\u0e01\u0e3a\u0e40\u0e5b",
}
"""Writing systems a survey may meet. Pairs of first and last."""

_NAMES = {
    "IsAlphabetic": "L", "IsLetter": "L", "IsDigit": "Nd", "IsPunctuation": "P", "IsUppercase": "Lu",
    "IsLowercase": "Ll", "IsWhite_Space": "Z", "IsIdeographic": "Han", "InCJKUnifiedIdeographs": "Han",
    "InCJK_Unified_Ideographs": "Han", "javaLetter": "L", "javaDigit": "Nd", "javaUpperCase": "Lu",
    "javaLowerCase": "Ll", "javaWhitespace": "Z",
}  # fmt: skip


def charset(name: str, negated: bool) -> str:
    r"""The characters of `\p{name}` (or of `\P{name}`). ValueError when there is no such property."""
    ranges = _ranges(name.replace("^", ""))
    return _written(_others(ranges) if negated else ranges)


@cache
def _ranges(name: str) -> Ranges:
    name = _NAMES.get(name, name)
    short = name.split("=")[-1].removeprefix("Is")
    pairs = _POSIX.get(name) or _SCRIPTS.get(short)
    if pairs is not None:
        return sorted((ord(pairs[i]), ord(pairs[i + 1])) for i in range(0, len(pairs), 2))
    ranges = _category(short)
    if not ranges:
        raise ValueError(tr("there is no class of characters {name}", name=name))
    return ranges


def _category(prefix: str) -> Ranges:
    """All characters whose general category begins so: L, Lu, N, Nd, P ..."""
    ranges: Ranges = []
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)).startswith(prefix):
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1] = (ranges[-1][0], code)
            else:
                ranges.append((code, code))
    return ranges


def _others(ranges: Ranges) -> Ranges:
    edges = [-1, *(edge for pair in ranges for edge in pair), sys.maxunicode + 1]
    gaps = [(edges[i] + 1, edges[i + 1] - 1) for i in range(0, len(edges), 2)]
    return [(first, last) for first, last in gaps if first <= last]


def _written(ranges: Ranges) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
