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
    "Han": "\u2e80\u2e99\u2e9b\u2ef3\u2f00\u2fd5\u3005\u3005\u3007\u3007\u3021\u3029\u3038\u303b\u3400\u4dbf"
    "\u4e00\u9fff\uf900\ufa6d\ufa70\ufad9\U00016ff0\U00016ff1\U00020000\U000323af",
    "Hiragana": "\u3041\u3096\u309d\u309f\U0001b001\U0001b11f",
    "Katakana": "\u30a1\u30fa\u30fd\u30ff\u31f0\u31ff\u32d0\u32fe\u3300\u3357\uff66\uff6f\uff71\uff9d",
    "Hangul": "\u1100\u11ff\u3131\u318e\u3200\u321e\u3260\u327e\ua960\ua97c"
    "\uac00\ud7a3\ud7b0\ud7fb\uffa1\uffdc",
    "Latin": "AZaz\xaa\xaa\xba\xba\xc0\xd6\xd8\xf6\xf8\u02b8\u1e00\u1eff\u2160\u2188\uff21\uff3a\uff41\uff5a",
    "Cyrillic": "\u0400\u0484\u0487\u052f\u1c80\u1c88\u2de0\u2dff\ua640\ua69f",
    "Greek": "\u0370\u0373\u0375\u0377\u037a\u037d\u037f\u037f"
    "\u0384\u0384\u0386\u0386\u0388\u03e1\u03f0\u03ff\u1f00\u1ffe",
    "Arabic": "\u0600\u0604\u0606\u060b\u060d\u061a\u061c\u061e\u0620\u063f\u0641\u064a\u0656\u066f"
    "\u0671\u06dc\u06de\u06ff\u0750\u077f\u08a0\u08ff",
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
