"""The queue: one entry a record, with what was said of it and what speaks for looking at it first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from fieldapp.merge import RecordView, view
from fieldapp.merge.view import ShownReview
from fieldapp.review.desk import Desk, revision, state_of
from fieldapp.review.saying import say, threads
from fieldapp.store import InstanceRow


@dataclass(frozen=True, slots=True)
class Flag:
    """A sentence with the number that caused it; `red` ones keep an interview out of bulk approval."""

    code: str
    sentence: str
    questions: tuple[str, ...] = ()
    red: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One record. `state` is that of its head; "conflict" where it has several."""

    record_id: str
    rev_id: str
    instance_id: str
    label: str
    title: str
    author: str
    device: str
    finished: str
    state: ShownReview | str
    flags: tuple[Flag, ...] = ()
    comments: int = 0
    waiting: bool = False
    """An earlier version, or a file, has not arrived."""
    resubmitted: bool = False
    """An earlier version was sent back or approved; this one nobody has looked at."""

    @property
    def red(self) -> bool:
        """Whether it must be looked at by itself."""
        return self.state == "conflict" or self.waiting or any(flag.red for flag in self.flags)


Flags = Callable[[Desk, str], Sequence[Flag]]
"""Record id of an interview -> its flags."""


def no_flags(_desk: Desk, _rev_id: str) -> Sequence[Flag]:
    """Where nothing is checked."""
    return ()


def queue(desk: Desk, flags: Flags = no_flags) -> list[Entry]:
    """All records, those with most flags first, then the oldest."""
    rows = {row.revision: row for row in desk.store.instances.all("finalized")}
    state = state_of(desk)
    spoken = {review.record_id for review in state.reviews if review.state in ("has_issues", "approved")}
    shown = view(state).records.values()
    entries = [_entry(desk, record, rows, flags, spoken) for record in shown if not record.deleted]
    return sorted(entries, key=lambda one: (-sum(f.red for f in one.flags), -len(one.flags), one.finished))


def approve_all(desk: Desk, entries: Iterable[Entry]) -> list[Entry]:
    """Approve those that nobody has to look at by themselves; gives the others."""
    left = []
    for entry in entries:
        if entry.red or entry.state in ("approved", "rejected", "disputed"):
            left.append(entry)
        else:
            say(desk, entry.rev_id, "approved")
    return left


def _entry(
    desk: Desk, record: RecordView, rows: dict[str, InstanceRow], flags: Flags, spoken: set[str]
) -> Entry:
    head = record.heads[0]
    row, known = revision(desk, head), rows.get(head)
    corrected = bool(row.parents)
    said = threads(desk, record.record_id).values()
    return Entry(
        record.record_id,
        head,
        known.instance_id if known else "",
        known.label if known else record.record_id,
        known.title if known else row.form_id,
        row.author,
        row.device,
        row.wall_time,
        "conflict" if record.in_conflict else record.reviews[head],
        tuple(flags(desk, head)),
        sum(len(thread) for thread in said),
        bool(record.waiting_for or record.missing),
        corrected and record.record_id in spoken and record.reviews[head] in ("received", "edited"),
    )
