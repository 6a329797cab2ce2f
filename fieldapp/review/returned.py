"""What comes back to the laptop of an enumerator: interviews that were sent back, and what is asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fieldapp.merge import Comment, Event, Review, read_event
from fieldapp.review.desk import Desk


@dataclass(frozen=True, slots=True)
class Returned:
    """An interview that was sent back and not corrected since. `asked` are comments without an answer."""

    record_id: str
    rev_id: str
    asked: tuple[Comment, ...]


def returned(desk: Desk) -> dict[str, Returned]:
    """By revision. Reads what was said and who builds on what, no answers."""
    events = [event for event in map(read_event, desk.store.team.events()) if event is not None]
    if not events:
        return {}
    replaced = {old for event in events if isinstance(event, Review) for old in event.supersedes}
    built_on = {parent for one in desk.store.team.histories() for parent in one.parents}
    said = [one for one in events if isinstance(one, Review) and one.event_id not in replaced]
    asked = _open(event for event in events if isinstance(event, Comment))
    return {
        one.rev_id: Returned(one.record_id, one.rev_id, tuple(asked[one.record_id]))
        for one in said
        if one.state == "has_issues" and one.rev_id not in built_on
    }


def open_questions(desk: Desk, record_id: str) -> list[Comment]:
    """Comments on an interview that nobody has answered, in the order they came."""
    events: Iterable[Event | None] = map(read_event, desk.store.team.events(record_id))
    return _open(event for event in events if isinstance(event, Comment))[record_id]


def _open(comments: Iterable[Comment]) -> dict[str, list[Comment]]:
    known = list(comments)
    answered = {one.answers for one in known if one.answers}
    found: dict[str, list[Comment]] = defaultdict(list)
    for one in known:
        if not one.answers and one.event_id not in answered:
            found[one.record_id].append(one)
    return found
