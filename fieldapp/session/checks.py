"""What is to be settled before an interview can be finalised, and what is only to be looked at."""

from __future__ import annotations

from collections.abc import Collection

from fieldapp.interview import Interview, Violation


def unconfirmed(interview: Interview, confirmed: Collection[str]) -> list[Violation]:
    """Answers that a soft check finds unusual and nobody called right yet."""
    return [warning for warning in interview.warnings() if warning.reference not in confirmed]


def wants_reason(interview: Interview, reference: str) -> bool:
    """Whether the form asks for a reason where its soft check is overruled."""
    node = interview.node(reference)
    return node is not None and node.definition.own.warning_reason


def open_points(interview: Interview, confirmed: Collection[str]) -> list[Violation]:
    """All that stands against finalising: violations, and soft checks whose reason the form demands."""
    waiting = [w for w in unconfirmed(interview, confirmed) if wants_reason(interview, w.reference)]
    return [*interview.violations(), *waiting]
