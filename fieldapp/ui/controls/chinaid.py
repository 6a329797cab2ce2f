"""Numbers with a check digit: the resident identity number (GB 11643) and the credit code (GB 32100).

Pure, no Qt. Spaces and full-width signs, as people type them, do not count.
"""

from __future__ import annotations

from datetime import date

from fieldapp.ui.controls.numbers import narrow

RESIDENT, CREDIT = 18, 18
_RESIDENT_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_SIGNS = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def tidy(text: str) -> str:
    """Plain, upper-case signs without blanks: `１１０105 19491231 002x` -> `11010519491231002X`."""
    plain = "".join(narrow(text).split())
    return "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in plain).upper()


def resident_fault(text: str, today: date) -> str:
    """What is wrong with an identity number: "signs", "length", "birth", "check", or "" if nothing is."""
    plain = tidy(text)
    if not (plain[:17].isascii() and plain[:17].isdigit()) or plain[17:] not in ("", *_RESIDENT_SIGNS):
        return "signs" if plain else ""
    if len(plain) != RESIDENT:
        return "length"
    birth = birthday(plain)
    if birth is None or birth > today:
        return "birth"
    return "" if plain[17] == resident_check(plain) else "check"


def birthday(text: str) -> date | None:
    """The birthday inside an identity number; None while it is none."""
    plain = tidy(text)[6:14]
    if len(plain) != 8 or not plain.isdigit():
        return None
    try:
        return date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
    except ValueError:
        return None


def resident_check(text: str) -> str:
    """The 18th sign that the first 17 digits ask for."""
    total = sum(int(digit) * weight for digit, weight in zip(text[:17], _RESIDENT_WEIGHTS, strict=True))
    return _RESIDENT_SIGNS[total % 11]


def credit_fault(text: str) -> str:
    """What is wrong with a unified social credit code: "signs", "length", "check", or ""."""
    plain = tidy(text)
    if any(sign not in _CREDIT_SIGNS for sign in plain):
        return "signs"
    if len(plain) != CREDIT:
        return "length" if plain else ""
    return "" if plain[17] == credit_check(plain) else "check"


def credit_check(text: str) -> str:
    """The 18th sign that the first 17 ask for."""
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, at, 31) for at, sign in enumerate(text[:17]))
    return _CREDIT_SIGNS[-total % 31]
