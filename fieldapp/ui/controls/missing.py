"""Don't know, refused, not applicable: which codes a question can take (98, 99, 97; -98, -99 in numbers).

A code counts only if the form lists it in `missing_codes`, and only where the question can take it: its
list holds it, its constraint names it, or its own column `missing` does. The last digits say which of
the three it is; a date has no room for digits, so it takes the first day of the year 9998, 9999 or 9997.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fieldapp.interview import ChoiceItem, Node
from fieldapp.wording import tr

_CHOSEN = ("select1", "select")
_TYPED = ("input", "range")
_UNTYPED = ("geopoint", "geotrace", "geoshape", "time", "binary")


class Missing(NamedTuple):
    """The codes of one question; "" where it has none. Words come from the form's own list."""

    unknown: str = ""
    refused: str = ""
    unknown_label: str = ""
    refused_label: str = ""
    not_applicable: str = ""

    def __bool__(self) -> bool:
        return bool(self.codes)

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes, as far as they are there."""
        return tuple(code for code in (self.unknown, self.refused, self.not_applicable) if code)

    def code_of(self, value: str) -> str:
        """The code that a stored answer is, "" for a real one; decimals and moments are stored longer."""
        return next((code for code in self.codes if _means(value, code)), "")


def _means(value: str, code: str) -> bool:
    return value in (code, f"{code}.0") or value.startswith(f"{code}T")


def of_node(node: Node, codes: Iterable[str]) -> Missing:
    """What F7, F8 and the button "not applicable" write on this question."""
    known = tuple(codes)
    if node.control is None or not known:
        return Missing()
    if node.control.kind in _CHOSEN:
        return _of_choices(node.choices(), known)
    if node.control.kind not in _TYPED or node.type in _UNTYPED:
        return Missing()
    bind = node.definition.bind
    said = [code for code in bind.extras.get("missing", "").split() if code in known]
    return _of_codes([*said, *_named(bind.constraint or "", known)])


def without(choices: Sequence[ChoiceItem], missing: Missing) -> list[ChoiceItem]:
    """The choices that stand as rows; those with a button of their own are left out."""
    return [choice for choice in choices if choice.value not in missing.codes]


def meaning(code: str) -> str:
    """What a code stands for, in a word."""
    if is_unknown(code):
        return tr("don't know")
    if is_refused(code):
        return tr("refused")
    return tr("not applicable") if is_not_applicable(code) else ""


def _of_choices(choices: Sequence[ChoiceItem], known: tuple[str, ...]) -> Missing:
    labels = {choice.value: choice.label for choice in choices if choice.value in known}
    unknown = next((code for code in labels if is_unknown(code)), "")
    refused = next((code for code in labels if is_refused(code)), "")
    return Missing(unknown, refused, labels.get(unknown, ""), labels.get(refused, ""))


def _of_codes(taken: Sequence[str]) -> Missing:
    return Missing(
        next((code for code in taken if is_unknown(code)), ""),
        next((code for code in taken if is_refused(code)), ""),
        not_applicable=next((code for code in taken if is_not_applicable(code)), ""),
    )


def _named(constraint: str, known: tuple[str, ...]) -> list[str]:
    """Codes that a constraint lets through: `. = -98`, `. = '98'`, `. = date('9998-01-01')`."""
    return [code for code in known if re.search(_LET_THROUGH.format(re.escape(code)), constraint)]


_LET_THROUGH = r"=\s*(?:date\(\s*)?['\"]?{}(?!\d)"


def is_unknown(code: str) -> bool:
    """98, 998, -98, 9998-01-01: don't know."""
    return re.fullmatch(r"-?9*98(-01-01)?", code) is not None


def is_refused(code: str) -> bool:
    """99, 999, -99, 9999-01-01: refused."""
    return re.fullmatch(r"-?9*99(-01-01)?", code) is not None


def is_not_applicable(code: str) -> bool:
    """97, 997, -97, 9997-01-01: not applicable."""
    return re.fullmatch(r"-?9*97(-01-01)?", code) is not None
