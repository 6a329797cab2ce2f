"""Don't know and refused: which codes a question can take (STUDY B.0: 98 and 99, -98 and -99 in numbers).

A code counts only if the form lists it in `missing_codes`; its last digits say which of the two it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fieldapp.interview import ChoiceItem, Node

_NUMBERS = ("int", "integer", "decimal")


class Missing(NamedTuple):
    """The codes of one question; "" where it has none. Words come from the form's own list."""

    unknown: str = ""
    refused: str = ""
    unknown_label: str = ""
    refused_label: str = ""

    def __bool__(self) -> bool:
        return bool(self.unknown or self.refused)

    @property
    def codes(self) -> tuple[str, ...]:
        """Both codes, as far as they are there."""
        return tuple(code for code in (self.unknown, self.refused) if code)


def of_node(node: Node, codes: Iterable[str]) -> Missing:
    """What F7 and F8 write on this question."""
    known = tuple(codes)
    if node.control is not None and node.control.kind in ("select1", "select"):
        return _of_choices(node.choices(), known)
    return (
        _of_constraint(node.definition.bind.constraint or "", known) if node.type in _NUMBERS else Missing()
    )


def without(choices: Sequence[ChoiceItem], missing: Missing) -> list[ChoiceItem]:
    """The choices that stand as rows; those with a button of their own are left out."""
    return [choice for choice in choices if choice.value not in missing.codes]


def _of_choices(choices: Sequence[ChoiceItem], known: tuple[str, ...]) -> Missing:
    labels = {choice.value: choice.label for choice in choices if choice.value in known}
    unknown = next((code for code in labels if is_unknown(code)), "")
    refused = next((code for code in labels if is_refused(code)), "")
    return Missing(unknown, refused, labels.get(unknown, ""), labels.get(refused, ""))


def _of_constraint(constraint: str, known: tuple[str, ...]) -> Missing:
    taken = [code for code in known if re.search(rf"=\s*['\"]?{re.escape(code)}(?!\d)", constraint)]
    return Missing(
        next((code for code in taken if is_unknown(code)), ""),
        next((code for code in taken if is_refused(code)), ""),
    )


def is_unknown(code: str) -> bool:
    """98, 998, -98: don't know."""
    return re.fullmatch(r"-?9*98", code) is not None


def is_refused(code: str) -> bool:
    """99, 999, -99: refused."""
    return re.fullmatch(r"-?9*99", code) is not None
