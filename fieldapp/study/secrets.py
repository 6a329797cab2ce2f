"""What may serve as a passphrase or PIN, and recovery codes."""

from __future__ import annotations

import secrets
import unicodedata
from typing import Literal

from fieldapp.problems import SECRET_WEAK, Problem
from fieldapp.wording import tr

Kind = Literal["passphrase", "pin"]

PIN_DIGITS, PIN_DIGITS_PROTECTED = 4, 6
_ENOUGH, _GOOD, _STRONG = 8, 14, 20
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"  # none that is read as another: no I L O U 0 1
_GROUPS, _GROUP = 6, 4
_ROWS = ("0123456789" * 2, "9876543210" * 2)


def strength(secret: str) -> int:
    """0 cannot be used, 1 weak, 2 good, 3 strong: how long it is, a Chinese character counting for two."""
    characters = "".join(secret.split())
    weight = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in characters)
    if len(set(characters)) < 4 or weight < _ENOUGH:
        return 0
    return 1 + (weight >= _GOOD) + (weight >= _STRONG)


def require_usable(secret: str, kind: Kind, *, where: str, protected: bool, pin_allowed: bool) -> None:
    """Problem SECRET_WEAK, with the reason, unless people can be let in by this."""
    if why := _fault(secret, kind, protected, pin_allowed):
        raise Problem(SECRET_WEAK, where=where, why=why)


def _fault(secret: str, kind: Kind, protected: bool, pin_allowed: bool) -> str:
    if kind == "passphrase":
        return "" if strength(secret) else tr("too short: take three or four words")
    least = PIN_DIGITS_PROTECTED if protected else PIN_DIGITS
    if not pin_allowed:
        return tr("this study does not allow PINs")
    if not (secret.isascii() and secret.isdigit()) or len(secret) < least:
        return tr("a PIN has at least {n} digits", n=least)
    if len(set(secret)) == 1 or any(secret in row for row in _ROWS):
        return tr("these digits are the first that anybody tries")
    return ""


def recovery_code() -> str:
    """A new code of 24 signs (117 bits) to print: "ABCD-EFGH-…"."""
    groups = ("".join(secrets.choice(_LETTERS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    return "-".join(groups)


def plain_code(typed: str) -> str:
    """A recovery code as somebody typed it: without blanks and hyphens, in capitals."""
    return "".join(character for character in typed.upper() if character.isalnum())
