"""Java's regular expressions in Python's: what is written differently is translated.

The package `regex` runs them, since it can be stopped: a pattern such as `(a+)+b` needs hours for some texts.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from fieldapp.wording import tr
from fieldapp.xpath.functions.charsets import charset

if TYPE_CHECKING:
    import regex

LONGEST = 0.5
"""Seconds that one match may take; people wait for it at the keyboard."""

_PIECE = re.compile(
    r"""
    \\(?P<negated>[pP])(?:\{(?P<property>[^}]*)\}|(?P<short>\w))
    | \\Q(?P<quoted>.*?)(?:\\E|\Z)
    | \\x\{(?P<code>[0-9A-Fa-f]+)\} | \\0(?P<octal>[0-7]{1,3}) | \\c(?P<control>.)
    | \\k<(?P<back>\w+)> | \(\?<(?P<group>[A-Za-z]\w*)>
    | \(\?(?P<flags>[a-zA-Z]*(?:-[a-zA-Z]+)?)(?P<scope>[:)])
    | \\(?P<escape>.)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {
    "h": "[ \\t\\xa0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]",
    "R": "(?:\\r\\n|[\\n-\\r\\x85\\u2028\\u2029])",
    "z": "\\Z",
    "Z": "(?=\\n?\\Z)",
    "e": "\\x1b",
    "E": "",
}
_SET_SIGNS = "[&|~"
"""Signs that Python warns of inside a set, as they may come to mean something there."""


def matches(text: str, pattern: str) -> bool:
    """Whether the pattern matches the whole text, as in JavaRosa; False for an unreadable or endless one."""
    try:
        return compiled(pattern).fullmatch(text, timeout=LONGEST) is not None
    except (ValueError, TimeoutError):
        return False


@lru_cache(maxsize=512)
def compiled(pattern: str) -> regex.Pattern[str]:
    """ASCII for \\d, \\w, \\s and letter case, as in Java. ValueError when it cannot be read."""
    import regex  # not needed before the first pattern

    try:
        return regex.compile(_Translation(pattern).written(), regex.ASCII)
    except (regex.error, OverflowError, RecursionError) as error:
        raise ValueError(tr("the pattern cannot be read: {why}", why=error)) from error


class _Translation:
    """One pass over a pattern. `closing` holds, for each open bracket, how many to close with it."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.out: list[str] = []
        self.set_depth = 0
        self.closing = [0]

    def written(self) -> str:
        for piece in _PIECE.finditer(self.pattern):
            self.out.append(self._set_piece(piece) if self.set_depth else self._piece(piece))
        return "".join(self.out) + ")" * self.closing[0]

    def _piece(self, piece: re.Match[str]) -> str:
        if piece["negated"]:
            return f"[{_property(piece)}]"
        if piece["back"]:
            return f"(?P={piece['back']})"
        if piece["group"]:
            self.closing.append(0)
            return f"(?P<{piece['group']}>"
        if piece["scope"]:
            return self._flags(piece["flags"], piece["scope"])
        if piece["escape"]:
            return _ESCAPES.get(piece["escape"], piece[0])
        return self._sign(piece["other"]) if piece["other"] else _literal(piece)

    def _flags(self, flags: str, scope: str) -> str:
        """(?i) in the middle counts to the end of its group. Python knows no d, u and U."""
        on, minus, off = re.sub("[duU]", "", flags).partition("-")
        known = on + (minus + off if off else "")
        if scope == ")" and not known:
            return ""
        if scope == ")":
            self.closing[-1] += 1
        else:
            self.closing.append(0)
        return f"(?{known}:"

    def _sign(self, sign: str) -> str:
        if sign == "[":
            self.set_depth = 1
        elif sign == "(":
            self.closing.append(0)
        elif sign == ")" and len(self.closing) > 1:
            return ")" * (1 + self.closing.pop())
        return sign

    def _set_piece(self, piece: re.Match[str]) -> str:
        if piece["negated"]:
            return _property(piece)
        if piece["escape"]:
            return _ESCAPES.get(piece["escape"], piece[0]).strip("[]")
        if not piece["other"]:
            return "".join(f"\\{sign}" for sign in "(?:") if piece["scope"] else _literal(piece)
        return self._set_sign(piece["other"])

    def _set_sign(self, sign: str) -> str:
        """A set inside a set is a union in Java; `^` after its bracket or && would be something else."""
        before = self.out[-1] if self.out else ""
        if sign == "[":
            self.set_depth += 1
            return ""
        if sign == "]" and before not in ("[", "[^"):
            self.set_depth -= 1
            return "" if self.set_depth else "]"
        if sign == "&" and before == "\\&":
            raise ValueError(tr("a pattern with {sign} in it is not supported", sign="&&"))
        if sign == "^" and before == "":
            raise ValueError(tr("a pattern with {sign} in it is not supported", sign="[[^"))
        return f"\\{sign}" if sign in _SET_SIGNS or (sign == "-" and before == "-") else sign


def _property(piece: re.Match[str]) -> str:
    return charset(piece["property"] or piece["short"], piece["negated"] == "P")


def _literal(piece: re.Match[str]) -> str:
    if piece["code"]:
        return re.escape(chr(int(piece["code"], 16)))
    if piece["octal"]:
        return re.escape(chr(int(piece["octal"], 8)))
    if piece["control"]:
        return re.escape(chr(ord(piece["control"].upper()) ^ 64))
    return re.escape(piece["quoted"] or "")
