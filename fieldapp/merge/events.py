"""What people say of records: reviews, comments on questions, decisions about doubles, purges; and of cases.

Each is a body of canonical JSON that never changes; its id is the SHA-256 of the body, and the laptop
that made it signs that in its log. A later event replaces an earlier one by naming it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, cast, get_args

from fieldapp.merge.canonical import canonical, digest
from fieldapp.merge.cases import Attempt, Case, read_attempt, read_case
from fieldapp.merge.reading import text, texts
from fieldapp.merge.state import (
    Decision,
    Purge,
    Review,
    ReviewState,
    Revision,
    RevisionKind,
    State,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Comment:
    """A word on a question of a revision; `answers` is the comment it replies to, "" for a first one.

    `question` is a reference with rows by their id (`paths.flatten`), "" for the interview as a whole.
    """

    event_id: str
    record_id: str
    rev_id: str
    question: str
    text: str
    author: str
    wall_time: str
    answers: str = ""


Event = Review | Comment | Decision | Purge | Case | Attempt


@dataclass(frozen=True, slots=True)
class Made:
    """Who made an event, where it stands in the log of that laptop, and when, for people to read."""

    author: str
    device: str
    seq: int
    wall_time: str

    @property
    def fields(self) -> dict[str, str]:
        """As they stand in a body."""
        return {
            "author": self.author, "device": self.device, "seq": str(self.seq), "wall_time": self.wall_time
        }  # fmt: skip


def review_body(
    made: Made, record_id: str, rev_id: str, state: ReviewState, note: str, supersedes: Iterable[str]
) -> bytes:
    """A supervisor's word on one revision."""
    return _body(
        "review", made, record_id=record_id, rev_id=rev_id, state=state, note=note, supersedes=supersedes
    )


def comment_body(
    made: Made, record_id: str, rev_id: str, question: str, text: str, answers: str = ""
) -> bytes:
    """A word on one question."""
    return _body(
        "comment", made, record_id=record_id, rev_id=rev_id, question=question, text=text, answers=answers
    )


def decision_body(
    made: Made, records: tuple[str, str], verdict: Verdict, keep: str, reason: str, supersedes: Iterable[str]
) -> bytes:
    """Whether two records are one, and which one counts."""
    return _body(
        "decision",
        made,
        records=sorted(records),
        verdict=verdict,
        keep=keep,
        reason=reason,
        supersedes=supersedes,
    )


def purge_body(made: Made, record_id: str, reason: str) -> bytes:
    """A record is to be forgotten everywhere."""
    return _body("purge", made, record_id=record_id, reason=reason)


def read_event(body: bytes) -> Event | None:
    """The event of a body; None for a kind of a later version, which is kept and handed on all the same."""
    try:
        plain = json.loads(body)
        maker = _READERS.get(plain["kind"])
        return maker(digest(body), plain) if maker is not None else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


class History(Protocol):
    """A revision as a store knows it, without its answers; `files` are the hashes of the files it names."""

    @property
    def rev_id(self) -> str: ...
    @property
    def record_id(self) -> str: ...
    @property
    def parents(self) -> tuple[str, ...]: ...
    @property
    def kind(self) -> str: ...
    @property
    def files(self) -> tuple[str, ...]: ...


def revision_of(row: History) -> Revision:
    """What merging needs of it."""
    return Revision(row.rev_id, row.record_id, row.parents, cast(RevisionKind, row.kind), row.files)


def state_from(revisions: Iterable[Revision], bodies: Iterable[bytes], blobs: Iterable[str] = ()) -> State:
    """The state that these rows of a store are."""
    events = [event for event in map(read_event, bodies) if event is not None]
    gone = frozenset(one for one in events if isinstance(one, Purge))
    state = State(
        frozenset(revisions),
        frozenset(one for one in events if isinstance(one, Review)),
        frozenset(one for one in events if isinstance(one, Decision)),
        frozenset(blobs),
        cases=frozenset(one for one in events if isinstance(one, Case)),
        attempts=frozenset(one for one in events if isinstance(one, Attempt)),
    )
    return state | State(purges=gone)


def _body(kind: str, made: Made, **fields: Any) -> bytes:
    listed = {name: value if isinstance(value, str) else sorted(value) for name, value in fields.items()}
    return canonical({"v": "1", "kind": kind, **made.fields, **listed})


def _review(event_id: str, plain: Mapping[str, Any]) -> Review | None:
    if plain["state"] not in get_args(ReviewState):
        return None
    record_id, rev_id = text(plain["record_id"]), text(plain["rev_id"])
    return Review(event_id, record_id, rev_id, plain["state"], texts(plain["supersedes"]))


def _comment(event_id: str, plain: Mapping[str, Any]) -> Comment:
    names = ("record_id", "rev_id", "question", "text", "author", "wall_time", "answers")
    return Comment(event_id, *(text(plain[name]) for name in names))


def _decision(event_id: str, plain: Mapping[str, Any]) -> Decision | None:
    if plain["verdict"] not in get_args(Verdict) or len(plain["records"]) != 2:
        return None
    first, second = texts(plain["records"])
    return Decision(
        event_id, (first, second), plain["verdict"], text(plain["keep"]), texts(plain["supersedes"])
    )


def _purge(event_id: str, plain: Mapping[str, Any]) -> Purge:
    return Purge(event_id, text(plain["record_id"]))


_READERS: dict[str, Callable[[str, Mapping[str, Any]], Event | None]] = {
    "review": _review,
    "comment": _comment,
    "decision": _decision,
    "purge": _purge,
    "case": read_case,
    "attempt": read_attempt,
}
