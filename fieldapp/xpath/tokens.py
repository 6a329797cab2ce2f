"""Text to tokens: the lexical rules of XPath 1.0, section 3.7."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from fieldapp.wording import tr
from fieldapp.xpath.model import XPathError

Kind = Literal["number", "string", "name", "op", "end"]


class Token(NamedTuple):
    """`text` of a string is without its quotes; of a name with its prefix (`jr:itext`, `p:*`)."""

    kind: Kind
    text: str
    at: int


_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)
    |(?P<string>"[^"]*"|'[^']*')
    |(?P<name>{_NAME}(?::(?:\*|{_NAME}))?)
    |(?P<op>\.\.|::|//|<=|>=|!=|[()\[\].@,/|+\-=<>*$])
    |(?P<end>\Z)
    )""",
    re.VERBOSE,
)
_WORD_OPERATORS = frozenset(("and", "or", "div", "mod"))
_BEFORE_OPERAND = _WORD_OPERATORS | {"@", "::", "(", "[", ",", "/", "//", "|", "+", "-", "*", "$"}
_BEFORE_OPERAND |= {"=", "!=", "<", "<=", ">", ">="}


def tokenize(text: str) -> list[Token]:
    """All tokens, closed by one of kind "end"."""
    tokens: list[Token] = []
    at = 0
    while True:
        match = _TOKEN.match(text, at)
        if match is None:
            raise _unreadable(text, at)
        token = _token(match, tokens[-1] if tokens else None)
        tokens.append(token)
        if token.kind == "end":
            return tokens
        at = match.end()


def _token(match: re.Match[str], before: Token | None) -> Token:
    kind = match.lastgroup
    assert kind is not None
    text, at = match[kind], match.start(kind)
    if kind == "string":
        return Token("string", text[1:-1], at)
    if kind == "number":
        return Token("number", text, at)
    if kind == "end":
        return Token("end", "", at)
    if text == "*" and not _after_operand(before):
        return Token("name", text, at)
    if text in _WORD_OPERATORS and _after_operand(before):
        return Token("op", text, at)
    return Token("name" if kind == "name" else "op", text, at)


def _after_operand(before: Token | None) -> bool:
    """Whether `*` and words such as `and` are operators here (XPath 1.0, 3.7)."""
    return before is not None and not (before.kind == "op" and before.text in _BEFORE_OPERAND)


def _unreadable(text: str, at: int) -> XPathError:
    while text[at].isspace():
        at += 1
    if text[at] in "'\"":
        return XPathError(text, tr("a text has no closing quotation mark"), at)
    if text[at] in "‘’“”":
        return XPathError(text, tr("a text needs straight quotation marks"), at)
    return XPathError(text, tr("the character {character} means nothing here", character=text[at]), at)
