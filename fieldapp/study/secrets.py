"""What may serve as a passphrase or PIN here, and how strong it looks."""

from __future__ import annotations

import unicodedata
from typing import Literal

from fieldapp.keys import normalized, require_strength
from fieldapp.problems import SECRET_WEAK, Problem
from fieldapp.wording import tr

Kind = Literal["passphrase", "pin"]

PIN_DIGITS, PIN_DIGITS_PROTECTED = 4, 6
_LEAST, _GOOD, _STRONG = 8, 14, 20
_ROWS = ("0123456789" * 2, "9876543210" * 2)


def strength(secret: str) -> int:
    """0 cannot be used, 1 weak, 2 good, 3 strong: how long it is, a Chinese character counting for two."""
    try:
        require_strength(secret)
    except Problem:
        return 0
    text = "".join(normalized(secret).split())
    weight = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    return 1 + (weight >= _GOOD) + (weight >= _STRONG) if len(set(text)) > 4 else 1


def require_usable(secret: str, kind: Kind, *, where: str, protected: bool, pin_allowed: bool) -> None:
    """Problem SECRET_WEAK, with the reason, unless people can be let in by this."""
    if kind == "passphrase":
        require_strength(secret)
    elif why := _fault_of_pin(secret, protected, pin_allowed):
        raise Problem(SECRET_WEAK, where=where, why=why)


def _fault_of_pin(secret: str, protected: bool, pin_allowed: bool) -> str:
    least = PIN_DIGITS_PROTECTED if protected else PIN_DIGITS
    if not pin_allowed:
        return tr("this study does not allow PINs")
    if not (secret.isascii() and secret.isdigit()) or len(secret) < least:
        return tr("a PIN has at least {n} digits", n=least)
    if len(set(secret)) < 3 or any(secret in row for row in _ROWS):
        return tr("these digits are the first that anybody tries")
    return ""
