"""Screen 09: the queue of interviews to review, with flags, answers, comments and decisions.

Owns: the page, its table and answers, the counts on the rail, what the enumerator's laptop shows of a
sent-back interview. Does not: decide what is flagged or signed (`fieldapp.review` does).
May import: ui, review, session, store's rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fieldapp.ui.review.page import ReviewPage

__all__ = ["ReviewPage"]


def __getattr__(name: str) -> Any:
    """The page comes when it is opened: the counts on the rail do not need it."""
    if name == "ReviewPage":
        from fieldapp.ui.review.page import ReviewPage

        return ReviewPage
    raise AttributeError(name)
