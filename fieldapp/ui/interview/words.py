"""Texts of the form on screen (see `controls.markdown`), and what is said about answers."""

from __future__ import annotations

from fieldapp.interview import Violation
from fieldapp.ui.controls.markdown import plain, rich
from fieldapp.wording import tr

__all__ = ["confirmed", "plain", "rich", "unusual", "why"]


def unusual(message: str) -> str:
    """What a soft check says, in the author's words or in ours."""
    return message or tr("Unusual, please check")


def confirmed(message: str, reason: str) -> str:
    """A soft check that somebody looked at, with the reason given."""
    said = tr("{message} Confirmed", message=message.rstrip("。.") + tr(". "))
    return tr("{what}: {why}", what=said, why=" ".join(reason.split())) if reason.strip() else said


def why(violation: Violation) -> str:
    """What is wrong, in the author's words or in ours."""
    if violation.message:
        return violation.message
    return tr("Required, not filled") if violation.kind == "required" else tr("This answer does not fit here")
