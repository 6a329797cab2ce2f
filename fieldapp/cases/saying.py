"""What is said of cases, signed into the log of this laptop: many at once are one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from fieldapp.cases.columns import moment
from fieldapp.cases.desk import Desk
from fieldapp.cases.listing import Entry
from fieldapp.cases.outcomes import OUTCOMES
from fieldapp.merge import Attempt, CaseView, Made, Plan
from fieldapp.merge.cases import FIELDS, attempt_body, case_body
from fieldapp.problems import CASE_DISPUTED, CASE_RESULT, Problem
from fieldapp.signing import Word, say, say_all


def assign(desk: Desk, entries: Sequence[Entry], code: str) -> int:
    """Hand cases to an enumerator ("" takes them back); how many moved. All or none.

    A case that is disputed only about who has it is settled by this; any other: `CASE_DISPUTED`.
    """
    plans = [(one.shown, replace(_plan(one, "enum"), enum=code)) for one in entries]
    moved = _say_plans(desk, [(shown, plan) for shown, plan in plans if shown.plans != (plan,)])
    if moved:
        desk.act("cases-assign", code, count=str(moved))
    return moved


def close(desk: Desk, entries: Sequence[Entry]) -> int:
    """Nobody is to try these again; how many were closed."""
    return _say_plans(desk, [(one.shown, replace(_plan(one), state="closed")) for one in entries])


def reopen(desk: Desk, entries: Sequence[Entry]) -> int:
    """Closed ones count again."""
    return _say_plans(desk, [(one.shown, replace(_plan(one), state="open")) for one in entries])


def settle(desk: Desk, entry: Entry, plan: Plan) -> None:
    """End a dispute: this is what holds."""
    _say_plans(desk, [(entry.shown, plan)])
    desk.act("cases-settle", entry.case_id)


def record(
    desk: Desk,
    entry: Entry,
    outcome: str,
    *,
    final: bool = False,
    appointment: str = "",
    note: str = "",
    at: datetime | None = None,
    instead_of: Attempt | None = None,
) -> str:
    """What came of a contact; the id of the event. `CASE_RESULT` for a code or a time that is none.

    `instead_of`: the same contact as it was recorded before.
    """
    when = moment(appointment) if appointment else ""
    if outcome not in OUTCOMES or when is None:
        raise Problem(
            CASE_RESULT, where=entry.case_id, value=outcome if outcome not in OUTCOMES else appointment
        )
    now = (at or datetime.now().astimezone()).isoformat(timespec="seconds")
    tips = entry.shown.tips if instead_of is None else instead_of.after
    gone = () if instead_of is None else (instead_of.event_id,)
    case, people = (entry.case_id, entry.wave), [entry.plan.enum]

    def body(made: Made) -> bytes:
        said = {"final": final, "appointment": when, "note": note.strip(), "people": people}
        return attempt_body(made.fields, case, outcome, now, **said, supersedes=gone, after=tips)  # type: ignore[arg-type]

    return say(desk, entry.key, body)


def take_back(desk: Desk, entry: Entry, event_id: str) -> None:
    """A result that was recorded by mistake: it is as if it had never been."""
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    case = (entry.case_id, entry.wave)
    people, gone = [entry.plan.enum], [event_id]
    say(
        desk, entry.key, lambda made: attempt_body(made.fields, case, "", now, people=people, supersedes=gone)
    )


def plan_word(shown: CaseView, plan: Plan) -> Word:
    """A word on a case, in place of all that is known of it. Who had it is told too."""
    people = {plan.enum, *(before.enum for before in shown.plans)}
    after = [tip for tip in shown.tips if tip not in shown.heads]
    case = (shown.case_id, shown.wave)
    return shown.record_id, lambda made: case_body(made.fields, case, plan, people, shown.heads, after)


def _say_plans(desk: Desk, plans: Sequence[tuple[CaseView, Plan]]) -> int:
    """The appointment in force stays, whoever made it."""
    kept = [
        (shown, replace(plan, appointment=shown.appointments[0] if shown.appointments else ""))
        for shown, plan in plans
    ]
    return len(say_all(desk, [plan_word(shown, plan) for shown, plan in kept]))


def _plan(entry: Entry, but: str = "") -> Plan:
    """What holds, to be changed; `but`: a dispute about this field alone does no harm."""
    fields = [name for name in (*FIELDS, "state", "values") if name != but]
    if len({tuple(getattr(plan, name) for name in fields) for plan in entry.shown.plans}) > 1:
        raise Problem(CASE_DISPUTED, where=entry.case_id)
    return entry.plan


__all__ = ["assign", "close", "plan_word", "record", "reopen", "settle", "take_back"]
