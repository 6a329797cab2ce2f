"""What a supervisor says: reviews, comments, purges. Each is signed into the log of this laptop."""

from __future__ import annotations

from collections import defaultdict

from fieldapp import signing
from fieldapp.merge import Comment, Review, read_event
from fieldapp.merge.events import comment_body, purge_body, review_body
from fieldapp.merge.state import ReviewState
from fieldapp.problems import REASON_MISSING, Problem
from fieldapp.review.desk import Desk, revision
from fieldapp.store import Forgotten, forget


def say(desk: Desk, rev_id: str, state: ReviewState, note: str = "") -> str:
    """Approve, send back, reject, or ("received") take back what was said; the id of the event.

    It replaces everything this laptop knows to have been said of that revision, so two supervisors
    who did not know of each other stay visible as disputed, and the next word settles it.
    """
    row = revision(desk, rev_id)
    if (
        state in ("has_issues", "rejected")
        and not note.strip()
        and not _has_comments(desk, row.record_id, rev_id)
    ):
        raise Problem(REASON_MISSING, where=desk.name)
    known = [event.event_id for event in _reviews(desk, row.record_id) if event.rev_id == rev_id]
    return signing.say(
        desk, row.record_id, lambda made: review_body(made, row.record_id, rev_id, state, note, known)
    )


def comment(desk: Desk, rev_id: str, question: str, text: str, answers: str = "") -> str:
    """A word on a question ("" for the whole interview), or a reply to another comment."""
    row = revision(desk, rev_id)
    if not text.strip():
        raise Problem(REASON_MISSING, where=desk.name)
    return signing.say(
        desk, row.record_id, lambda made: comment_body(made, row.record_id, rev_id, question, text, answers)
    )


def purge(desk: Desk, record_id: str, reason: str) -> Forgotten:
    """Forget a record, here and on every laptop that this event reaches.

    Nobody is shown it any more, and what identifies people in it is deleted (see `store.forget`).
    """
    if not reason.strip():
        raise Problem(REASON_MISSING, where=desk.name)
    signing.say(desk, record_id, lambda made: purge_body(made, record_id, reason))
    gone = forget(desk.store, desk.layout.media, {record_id})
    desk.act("purge", record_id, values=str(gone.values), files=str(gone.files))
    return gone


def threads(desk: Desk, record_id: str) -> dict[str, list[Comment]]:
    """Question -> its comments in the order they came here, replies after what they answer."""
    found: dict[str, list[Comment]] = defaultdict(list)
    for body in desk.store.team.events(record_id):
        event = read_event(body)
        if isinstance(event, Comment):
            found[event.question].append(event)
    return dict(found)


def _reviews(desk: Desk, record_id: str) -> list[Review]:
    events = map(read_event, desk.store.team.events(record_id))
    return [event for event in events if isinstance(event, Review)]


def _has_comments(desk: Desk, record_id: str, rev_id: str) -> bool:
    said = threads(desk, record_id).values()
    return any(comment.rev_id == rev_id and not comment.answers for thread in said for comment in thread)
