"""Personal values as lists and reviews show them: enough to tell two people apart, too little to find one."""

from __future__ import annotations

import re
from enum import StrEnum

HIDDEN = "＊＊"
_ID = re.compile(r"\d{17}[\dXx]|\d{15}")
_PHONE = re.compile(r"[+]?[\d\s()-]+")
_PLACE = re.compile(r"-?\d+(\.\d+)?\s+-?\d+(\.\d+)?(\s+\S+)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}.*")


class Kind(StrEnum):
    """What a value is to the eye."""

    NAME = "name"
    PHONE = "phone"
    ID = "id"
    CODE = "code"


def kind_of(value: str) -> Kind:
    """By its look: the form says only that a value is personal."""
    text = value.strip()
    if _ID.fullmatch(text):
        return Kind.ID
    if _PLACE.fullmatch(text) or _DATE.match(text):
        return Kind.CODE
    if _PHONE.fullmatch(text):
        return Kind.PHONE if sum(letter.isdigit() for letter in text) >= 7 else Kind.CODE
    return Kind.NAME if not text.isdigit() else Kind.CODE


def mask(value: str, kind: Kind | None = None) -> str:
    """张三丰 -> 张＊＊, 13812345678 -> 138******78, an ID number its first and last two; "" stays "".

    The length of a name or an address is not told. Dates, places, codes and single letters are hidden whole.
    """
    text = value.strip()
    if not text:
        return ""
    kind = kind or kind_of(text)
    if kind is Kind.PHONE:
        return _middle(re.sub(r"\D", "", text), 3)
    if kind is Kind.ID:
        return _middle(text, 2)
    if kind is Kind.NAME and len(text) > 1:
        return text[0] + HIDDEN
    return HIDDEN


def _middle(digits: str, first: int) -> str:
    hidden = len(digits) - first - 2
    return f"{digits[:first]}{'*' * hidden}{digits[-2:]}" if hidden > 0 else HIDDEN
