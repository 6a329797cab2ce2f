"""How numbers are typed and shown. Text in, text out: no float ever touches an answer.

A stored number has ASCII digits, at most one leading minus and one point, no separators. What is
shown may carry thousands commas; amounts of 10,000 and more are echoed in 万 so that a missing zero shows.
"""

from __future__ import annotations

import re

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．。－＋，", "0123456789..-+,")
_LIKE_A_YEAR = re.compile(r"(?:19|20|21)\d\d")


def narrow(text: str) -> str:
    """`text` with full-width digits and signs, as Chinese input methods type them, made plain."""
    return text.translate(_FULL_WIDTH)


def digits_of(text: str, decimal: bool) -> str:
    """What of `text` may stand in a number: a leading minus, digits, one point if `decimal`."""
    plain = narrow(text)
    kept = ""
    for position, char in enumerate(plain):
        allowed = char.isascii() and char.isdigit()
        allowed = allowed or (char == "-" and not kept and not plain[:position].strip(" ,"))
        allowed = allowed or (decimal and char == "." and "." not in kept)
        kept += char if allowed else ""
    return kept


def stored(text: str, decimal: bool) -> str:
    """The answer that `text` means; "" while it is no number yet (a lone minus or point)."""
    sign, whole, _point, fraction = _parts(digits_of(text, decimal))
    if not whole and not fraction:
        return ""
    whole = whole.lstrip("0") or "0"
    value = whole + (f".{fraction}" if fraction else "")
    return value if value.strip("0.") == "" else sign + value


def grouped(value: str) -> str:
    """`value` with thousands commas; a year stays as people write it, and so does anything else."""
    if not is_number(value):
        return value
    sign, whole, point, fraction = _parts(value)
    if len(whole) < 4 or (_LIKE_A_YEAR.fullmatch(whole) and not point):
        return value
    return f"{sign}{_commas(whole)}{point}{fraction}"


def is_number(text: str) -> bool:
    """Whether `text` is a stored number, perhaps with a point still waiting for its digits."""
    return re.fullmatch(r"-?(\d+\.?\d*|\.\d+)", text) is not None


def in_ten_thousands(value: str) -> str:
    """`11.15 万` for 111500, `1.2 亿` for 120000000, "" for anything below 10,000."""
    if not is_number(value):
        return ""
    sign, whole, _point, fraction = _parts(value)
    whole = whole.lstrip("0")
    if len(whole) < 5:
        return ""
    places, unit = (8, "亿") if len(whole) > 8 else (4, "万")
    rest = (whole[-places:] + fraction).rstrip("0")
    head = _commas(whole[:-places])
    return f"{sign}{head}{'.' + rest if rest else ''} {unit}"


def regrouped(text: str, cursor: int, decimal: bool) -> tuple[str, int]:
    """`text` cleaned and grouped while it is typed, and where the cursor goes: after the same digits."""
    kept_before = len(digits_of(text[:cursor], decimal))
    clean = digits_of(text, decimal)
    shown = grouped(clean)
    return shown, _after(shown, min(kept_before, len(clean)))


def _after(shown: str, count: int) -> int:
    """The position in `shown` behind `count` characters that are no commas."""
    position = 0
    while count and position < len(shown):
        count -= shown[position] != ","
        position += 1
    return position


def _parts(value: str) -> tuple[str, str, str, str]:
    sign = "-" if value.startswith("-") else ""
    whole, point, fraction = value.removeprefix("-").partition(".")
    return sign, whole, point, fraction


def _commas(whole: str) -> str:
    head = len(whole) % 3
    groups = [whole[:head]] if head else []
    return ",".join([*groups, *(whole[at : at + 3] for at in range(head, len(whole), 3))])
