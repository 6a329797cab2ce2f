"""Texts of the form on screen: escaped, emphasis as underline (never italics), line breaks kept."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from fieldapp.interview import Violation
from fieldapp.wording import tr

_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_LIGHT = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])")
_TAGS = re.compile(r"&lt;(/?)(u|b|strong|em|i)&gt;", re.IGNORECASE)
_OTHER_TAGS = re.compile(r"&lt;/?(?:span|p|font|div)(?:\s.*?)?&gt;", re.IGNORECASE)
_BREAKS = re.compile(r"\r\n?|\n|&lt;br ?/?&gt;", re.IGNORECASE)


@lru_cache(maxsize=4096)
def rich(text: str) -> str:
    """A label of the form (plain, or with the marks ODK allows) as rich text for Qt."""
    body = html.escape(text, quote=False)
    body = _TAGS.sub(r"<\1u>", body)
    body = _OTHER_TAGS.sub("", body)
    body = _LIGHT.sub(r"<u>\2</u>", _STRONG.sub(r"<u>\2</u>", body))
    return _BREAKS.sub("<br/>", body)


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A label on one line, without marks: for outline, tables and lists."""
    return html.unescape(re.sub(r"<[^>]*>", "", rich(text).replace("<br/>", " "))).strip()


def unusual(message: str) -> str:
    """What a soft check says, in the author's words or in ours."""
    return message or tr("Unusual, please check")


def confirmed(message: str, reason: str) -> str:
    """A soft check that somebody looked at, with the reason given."""
    said = tr("{message} Confirmed", message=message.rstrip("。.") + tr(". "))
    return tr("{what}: {why}", what=said, why=" ".join(reason.split())) if reason.strip() else said


def why(violation: Violation) -> str:
    """What is wrong, in the author's words or in ours."""
    if violation.message:
        return violation.message
    return tr("Required, not filled") if violation.kind == "required" else tr("This answer does not fit here")
