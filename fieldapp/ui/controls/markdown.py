"""Texts of a form on screen: the marks that ODK allows, as rich text for Qt.

Escaped first, so no form can bring markup of its own. Emphasis is underline, never italics: at small
sizes slanted Chinese cannot be read. Links are shown as text, since there may be no network. A colour
that could not be read on the theme in force is left out.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from PySide6.QtGui import QColor

from fieldapp.ui import theme

_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_LIGHT = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])")
_TAGS = re.compile(r"&lt;(/?)(u|b|strong|em|i)&gt;", re.IGNORECASE)
_SPAN = re.compile(r"&lt;(span|font)((?:\s[^&]*?)?)&gt;(.*?)&lt;/\1&gt;", re.IGNORECASE | re.DOTALL)
_OTHER_TAGS = re.compile(r"&lt;/?(?:span|p|font|div|center)(?:\s.*?)?/?&gt;", re.IGNORECASE)
_COLOUR = re.compile(r"color\s*[:=]\s*['\"]?\s*(#[0-9a-f]{3,6}|[a-z]+)", re.IGNORECASE)
_LINK = re.compile(r"\[([^\]\n]+)\]\(\s*([^)\s]+)\s*\)")
_HEADING = re.compile(r"^ {0,3}(#{1,6}) +(.+?)(?: +#+)? *$", re.MULTILINE)
_BULLET = re.compile(r"^ {0,3}[-*+] +(?=\S)", re.MULTILINE)
_ESCAPED = re.compile(r"\\([*_#\\\[\]()`-])")
_BREAKS = re.compile(r"\r\n?|\n|&lt;br ?/?&gt;", re.IGNORECASE)
_SIZES = {1: "x-large", 2: "large"}
_PRIVATE = 0xE000
"""Where an escaped sign waits until the marks around it are read."""
LEAST_CONTRAST = 4.5


def rich(text: str) -> str:
    """A label of the form (plain, or with the marks ODK allows) as rich text for Qt."""
    return _rich(text, theme.hex_color("surface"))


@lru_cache(maxsize=4096)
def _rich(text: str, ground: str) -> str:
    body = _ESCAPED.sub(lambda found: chr(_PRIVATE + ord(found[1])), text)
    body = html.escape(body, quote=False)
    body = _SPAN.sub(lambda found: _coloured(found[2], found[3], ground), body)
    body = _TAGS.sub(r"<\1u>", body)
    body = _OTHER_TAGS.sub("", body)
    body = _HEADING.sub(lambda found: _heading(len(found[1]), found[2]), body)
    body = _BULLET.sub("• ", body)
    body = _LINK.sub(_link, body)
    body = _LIGHT.sub(r"<u>\2</u>", _STRONG.sub(r"<u>\2</u>", body))
    return re.sub("[\ue000-\ue07f]", lambda found: chr(ord(found[0]) - _PRIVATE), _BREAKS.sub("<br/>", body))


def plain(text: str) -> str:
    """A label on one line, without marks: for outline, tables, lists and screen readers."""
    return _plain(text)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    shown = _rich(text, "white").replace("<br/>", " ")
    return html.unescape(re.sub(r"<[^>]*>", "", shown)).strip()


def is_marked(text: str) -> bool:
    """Whether a text needs rich text to be shown as its author meant it."""
    return "<" in rich(text)


def _heading(level: int, words: str) -> str:
    size = _SIZES.get(level, "medium")
    return f'<span style="font-size:{size}; font-weight:700">{words}</span>'


def _link(found: re.Match[str]) -> str:
    words, address = found[1], found[2]
    return words if words == address else f"{words} ({address})"


def _coloured(attributes: str, inner: str, ground: str) -> str:
    found = _COLOUR.search(attributes)
    if found is None or not _is_read(found[1], ground):
        return inner
    return f'<span style="color:{QColor(found[1]).name()}">{inner}</span>'


def _is_read(colour: str, ground: str) -> bool:
    made = QColor(colour)
    return made.isValid() and contrast(made, QColor(ground)) >= LEAST_CONTRAST


def contrast(one: QColor, other: QColor) -> float:
    """Contrast of two colours (WCAG 2.1), 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
