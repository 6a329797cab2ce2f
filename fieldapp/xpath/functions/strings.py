"""Text. Positions count UTF-16 units as in JavaRosa, but a character outside the BMP is never cut in two."""

from __future__ import annotations

import re

from fieldapp.xpath.code import Code, Text, number, plain, string
from fieldapp.xpath.functions.regex import compiled, matches
from fieldapp.xpath.library import Site, function, of_texts
from fieldapp.xpath.model import Context
from fieldapp.xpath.values import to_string

_BLANKS = re.compile(r"[ \t\n\x0b\f\r]+")
_CONTROLS = "".join(map(chr, range(33)))


def utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def cut(text: str, start: int, end: int) -> str:
    """text[start:end] in UTF-16 units. A character belongs to the piece in which it begins."""
    if start >= end:
        return ""
    if text.isascii() or utf16_length(text) == len(text):
        return text[start:end]
    units, kept = 0, []
    for character in text:
        if start <= units < end:
            kept.append(character)
        units += 1 + (character > "\uffff")
    return "".join(kept)


def _substr(text: str, start: int, end: int | None) -> str:
    """ODK's substr(): from 0, negative from the end."""
    length = utf16_length(text)
    first = start + length if start < 0 else start
    last = length if end is None else end + length if end < 0 else end
    return cut(text, max(0, first), min(length, last))


def whole(value: float) -> int:
    """Java's cast to int: NaN is 0."""
    return 0 if value != value else int(max(-(2.0**31), min(2.0**31 - 1, value)))


@function("substr", 2, 3)
def _build_substr(codes: list[Code], _: Site) -> Code:
    text, start = string(codes[0]), number(codes[1])
    end = number(codes[2]) if len(codes) == 3 else None

    def run(context: Context) -> str:
        until = None if end is None else whole(end(context))
        return _substr(text(context), whole(start(context)), until)

    return plain("string", run)


def _substring(text: str, start: float, length: float) -> str:
    """XPath's substring(): from 1, rounding its numbers (XPath 1.0, 4.2)."""
    first, last = _round(start), _round(start) + _round(length)
    if first != first or last != last:
        return ""
    size = utf16_length(text)
    return cut(text, int(max(1, first)) - 1, int(max(1, min(size + 1, last))) - 1)


def _round(value: float) -> float:
    return value if value != value or abs(value) == float("inf") else float((value + 0.5) // 1)


@function("substring", 2, 3)
def _build_substring(codes: list[Code], _: Site) -> Code:
    text, start = string(codes[0]), number(codes[1])
    length = number(codes[2]) if len(codes) == 3 else lambda _: float("inf")
    return plain(
        "string", lambda context: _substring(text(context), min(start(context), 1e18), length(context))
    )


def _translate(text: str, old: str, new: str) -> str:
    table: dict[int, str] = {}
    for index, character in enumerate(old):
        table.setdefault(ord(character), new[index] if index < len(new) else "")
    return text.translate(table)


def _before(text: str, mark: str) -> str:
    head, found, _ = text.partition(mark) if mark else ("", "", "")
    return head if found else ""


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


def normalize_space(text: str) -> str:
    return _BLANKS.sub(" ", text.strip(_CONTROLS))


of_texts("translate", "string", _translate, 3)
of_texts("substring-before", "string", _before, 2)
of_texts("substring-after", "string", _after, 2)
of_texts("contains", "boolean", lambda text, part: part in text, 2)
of_texts("starts-with", "boolean", lambda text, part: text.startswith(part), 2)
of_texts("ends-with", "boolean", lambda text, part: text.endswith(part), 2)


@function("string", 0, 1)
def _build_string(codes: list[Code], _: Site) -> Code:
    return plain("string", _own_text(codes))


@function("string-length", 0, 1)
def _build_length(codes: list[Code], _: Site) -> Code:
    text = _own_text(codes)
    return plain("number", lambda context: float(utf16_length(text(context))))


@function("normalize-space", 0, 1)
def _build_normalize(codes: list[Code], _: Site) -> Code:
    text = _own_text(codes)
    return plain("string", lambda context: normalize_space(text(context)))


def _own_text(codes: list[Code]) -> Text:
    """The argument as text, or the node `.` without one."""
    if codes:
        return string(codes[0])
    return lambda context: to_string([context.node] if context.node.relevant else "")


@function("concat", 0, None)
def _build_concat(codes: list[Code], _: Site) -> Code:
    """Every node of a node-set takes part."""
    return plain("string", _joining(lambda _: "", codes))


@function("join", 1, None)
def _build_join(codes: list[Code], _: Site) -> Code:
    return plain("string", _joining(string(codes[0]), codes[1:]))


def _joining(separator: Text, codes: list[Code]) -> Text:
    parts = [code.run for code in codes]

    def run(context: Context) -> str:
        texts: list[str] = []
        for part in parts:
            value = part(context)
            if isinstance(value, list):
                texts += [to_string(node.typed()) for node in value]
            else:
                texts.append(value if isinstance(value, str) else to_string(value))
        return separator(context).join(texts)

    return run


@function("regex", 2)
def _build_regex(codes: list[Code], _: Site) -> Code:
    """A pattern written out is read once, and an unreadable one is an error of the form."""
    text, pattern = string(codes[0]), string(codes[1])
    if codes[1].constant is None:
        return plain("boolean", lambda context: matches(text(context), pattern(context)))
    written = to_string(codes[1].constant)
    compiled(written)
    return plain("boolean", lambda context: matches(text(context), written))
