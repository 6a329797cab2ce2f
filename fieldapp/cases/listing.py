"""The list: every case with what follows from plans, attempts, drafts, interviews and reviews."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from fieldapp.cases.desk import Desk
from fieldapp.merge import Attempt, CaseView, Plan, View, revision_of, state_from, view
from fieldapp.store import CaseInterview, Store
from fieldapp.store.cases import case_of

Status = Literal["new", "assigned", "progress", "done", "returned", "approved", "closed", "disputed"]
ENDED: tuple[Status, ...] = ("done", "approved", "closed")
WITHDRAWN = "211"
"""The outcome that a withdrawal leaves."""
_AT_ONCE = 500
"""Revisions looked through in one transaction: nobody who answers has to wait longer."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One case. `outcome` is an AAPOR code, of the interview or else of the last contact."""

    shown: CaseView
    status: Status
    outcome: str = ""
    tries: int = 0
    draft: str = ""
    """The draft begun for it on this laptop."""
    interview: str = ""
    """Instance id of its finished interview."""
    revision: str = ""
    finished: str = ""
    author: str = ""

    @property
    def key(self) -> str:
        """Under which its events stand."""
        return self.shown.record_id

    @property
    def case_id(self) -> str:
        """Its number."""
        return self.shown.case_id

    @property
    def wave(self) -> str:
        """Which wave, "" where there is only one."""
        return self.shown.wave

    @property
    def plan(self) -> Plan:
        """What is laid down."""
        return self.shown.plan

    @property
    def appointment(self) -> str:
        """When somebody is expected next; "" for never, and once the case has ended."""
        return self.shown.appointments[0] if self.shown.appointments and self.status not in ENDED else ""

    @property
    def last(self) -> Attempt | None:
        """The last contact; of two that did not know of each other the later one."""
        return self.shown.last[-1] if self.shown.last else None


def cases(desk: Desk, *, keep: bool = True) -> list[Entry]:
    """Every case by its number. `keep`: write down what was found of cases in the answers of interviews."""
    index(desk.store, keep=keep)
    state = state_from(map(revision_of, desk.store.team.histories()), desk.store.team.events())
    if not state.cases and not state.attempts:
        return []
    shown, drafts = view(state), desk.store.cases.drafts()
    found = _interviews(desk.store, shown, {purge.record_id for purge in state.purges})
    entries = (
        _entry(one, found.get(one.case_id, ()), drafts.get(key, "")) for key, one in shown.cases.items()
    )
    return sorted(entries, key=lambda one: (one.case_id, one.wave))


def index(store: Store, *, keep: bool = True) -> None:
    """Look through the answers of revisions that came since the last time, for their cases."""
    while keep and (unread := store.cases.unread(_AT_ONCE)):
        rows = [case_of(rev_id, body) for rev_id, body in unread]
        with store.transaction():
            store.cases.note(rows)


def own(entries: Iterable[Entry], code: str, *, unassigned: bool = False, every: bool = False) -> list[Entry]:
    """Those handed to an enumerator, by any of the words on a disputed case; in the order of the day.

    `unassigned`: also what nobody was given, for who works alone; `every`: whoever has them.
    """
    wanted = {code, ""} if unassigned else {code} - {""}
    mine = (one for one in entries if every or one.draft or wanted & {plan.enum for plan in one.shown.plans})
    return sorted(mine, key=_turn)


def when_of(appointment: str) -> datetime | date | None:
    """A moment, or a day; None where it cannot be read."""
    try:
        if len(appointment) == 10:
            return date.fromisoformat(appointment)
        return datetime.fromisoformat(appointment).astimezone()
    except (ValueError, OverflowError):
        return None


def turn_of(entry: Entry, now: datetime | None = None) -> int:
    """0 overdue, 1 today, 2 sent back, 3 begun, 4 untouched, 5 another day, 6 done."""
    if entry.status in ENDED:
        return 6
    when, present = when_of(entry.appointment), now or datetime.now().astimezone()
    if when is not None:
        day = when.date() if isinstance(when, datetime) else when
        late = when < present if isinstance(when, datetime) else day < present.date()
        return 0 if late else 1 if day == present.date() else 5
    if entry.status == "returned":
        return 2
    return 3 if entry.draft or entry.shown.attempts else 4


def _turn(entry: Entry) -> tuple[int, str, str, str]:
    """A day without an hour comes after the hours of that day."""
    turn, when = turn_of(entry), when_of(entry.appointment)
    moment = when.isoformat() if isinstance(when, datetime) else f"{when}T99" if when else ""
    begun = "" if entry.draft else "1"
    return turn, moment, begun if turn == 3 else "", f"{entry.case_id} {entry.wave}"


Found = dict[str, list[tuple[CaseInterview, str]]]
"""Case number -> interviews that count, with what was said of them."""


def _interviews(store: Store, shown: View, purged: Collection[str]) -> Found:
    """The versions that stand, of interviews that were not deleted or rejected. Of one that somebody asked to
    be forgotten stays that nobody is to come again."""
    found: Found = defaultdict(list)
    for one in store.cases.interviews():
        record = shown.records.get(one.record_id)
        if record is not None and not record.deleted and one.rev_id in record.heads:
            said = "disputed" if record.in_conflict else record.reviews[one.rev_id]
            if said != "rejected":
                found[one.case_id].append((one, said))
        elif one.record_id in purged:
            found[one.case_id].append((replace(one, outcome=WITHDRAWN, instance_id="", rev_id=""), "purged"))
    return found


def _entry(shown: CaseView, interviews: Iterable[tuple[CaseInterview, str]], draft: str) -> Entry:
    fitting = [pair for pair in interviews if _fits(shown, pair[0])]
    said = {word for _, word in fitting}
    status = _status(shown, said, draft)
    one = max((one for one, _ in fitting), key=lambda one: (one.wall_time, one.rev_id), default=None)
    last = shown.last[-1].outcome if shown.last else ""
    tries = max(len(shown.attempts), *(pair[0].visits for pair in fitting), 0)
    if one is None:
        return Entry(shown, status, last, tries, draft)
    outcome = one.outcome or "110"
    return Entry(shown, status, outcome, tries, draft, one.instance_id, one.rev_id, one.wall_time, one.author)


def _fits(shown: CaseView, one: CaseInterview) -> bool:
    """The same case, by a form that it may be of, in a wave that it may be of."""
    forms = {plan.form_id for plan in shown.plans} | {""}
    return (one.form_id in forms or forms == {""}) and (
        not shown.wave or not one.wave or shown.wave == one.wave
    )


def _status(shown: CaseView, said: set[str], draft: str) -> Status:
    if shown.disputed:
        return "disputed"
    if shown.plan.state == "closed":
        return "closed"
    if said:
        return "returned" if "has_issues" in said else "approved" if said == {"approved"} else "done"
    if any(one.final for one in shown.last):
        return "done"
    if shown.attempts or draft:
        return "progress"
    return "assigned" if shown.plan.enum else "new"
