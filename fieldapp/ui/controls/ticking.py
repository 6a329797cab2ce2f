"""Ticking choices of a select_multiple: some choices cannot stand beside others.

Alone stand the form's missing codes, choices whose list says so in its column `exclusive`, and those
that the question's own constraint keeps apart: `not(selected(., '0') and count-selected(.) > 1)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fieldapp.interview import Node

_KEPT_APART = re.compile(
    r"""not\(\s*selected\(\s*\.\s*,\s*(['"])(?P<code>[^'"]+)\1\s*\)\s*and\s*"""
    r"""count-selected\(\s*\.\s*\)\s*(?:>\s*1|>=\s*2|!=\s*1)\s*\)"""
)


def alone(node: Node, missing_codes: Iterable[str]) -> frozenset[str]:
    """The codes of this question that clear all others."""
    choices = node.choices()
    offered = {choice.value for choice in choices}
    said = {choice.value for choice in choices if choice.exclusive}
    named = {found["code"] for found in _KEPT_APART.finditer(node.definition.bind.constraint or "")}
    return frozenset((named | set(missing_codes)) & offered | said)


def ticked(node: Node, code: str, missing_codes: Iterable[str] = ()) -> str:
    """The answer after `code` is ticked or unticked, in the order of the list.

    What the list no longer offers stays: a filter must not cost an answer.
    """
    chosen = node.value.split()
    if code in chosen:
        return _ordered(node, [one for one in chosen if one != code])
    single = alone(node, missing_codes)
    if code in single:
        return code
    return _ordered(node, [*(one for one in chosen if one not in single), code])


def _ordered(node: Node, codes: list[str]) -> str:
    known = [choice.value for choice in node.choices()]
    gone = [code for code in codes if code not in known]
    return " ".join([*gone, *(code for code in known if code in codes)])
