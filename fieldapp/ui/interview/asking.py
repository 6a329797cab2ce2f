"""What questions ask of the interview window, beside what controls do: soft checks and their reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp.interview import Node
from fieldapp.ui.controls import Around


def _nobody(_reference: str) -> str | None:
    return None


def _nothing(_reference: str) -> None:
    return None


@dataclass(frozen=True)
class Asking(Around):
    """`confirmed` gives the reason why an unusual answer is right, None if nobody said so."""

    confirmed: Callable[[str], str | None] = _nobody
    confirm: Callable[[str], None] = _nothing


@dataclass(frozen=True, slots=True)
class Soft:
    """What a soft check says about an answer; `reason` is None until somebody says that it is right."""

    message: str
    reason: str | None


def soft_check(node: Node, around: Around) -> Soft | None:
    """The soft check that an answer does not pass, None where nothing is unusual."""
    if node.definition.own.warning is None or not isinstance(around, Asking):
        return None
    found = node.interview.warning(node)
    return Soft(found.message, around.confirmed(node.reference)) if found is not None else None
