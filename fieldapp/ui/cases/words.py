"""A case in words: chip, what comes next, the word of its action."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from fieldapp.ui import clock
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.cases import Entry

Look = tuple[str, str, str]
"""Word, state of the chip, icon."""
_REFUSED = ("211", "212")
_COMPLETE = ("110", "120", "")


def looks() -> dict[str, Look]:
    """Word, state and icon of everything that a case can be; set again with each language."""
    return {
        "disputed": (tr("Disputed"), "err", "scale-balance"),
        "returned": (tr("Sent back"), "err", "reply"),
        "approved": (tr("Approved"), "ok", "check-circle"),
        "closed": (tr("Closed"), "neutral", "lock-outline"),
        "new": (tr("Not handed out"), "line", "circle-outline"),
        "assigned": (tr("Untouched"), "line", "circle-outline"),
        "draft": (tr("Draft"), "warn", "circle-half-full"),
        "again": (tr("Call back"), "warn", "phone-return-outline"),
        "expected": (tr("Appointed"), "ok", "calendar-clock"),
        "refusal": (tr("Refusal"), "neutral", "minus-circle-outline"),
        "done": (tr("Done"), "ok", "check-circle"),
    }


def chip_of(entry: Entry) -> Look:
    """How a case looks."""
    if entry.status == "done" and entry.outcome not in (*_REFUSED, *_COMPLETE):
        from fieldapp.cases import outcome_name

        return outcome_name(entry.outcome), "neutral", "minus-circle-outline"
    return looks()[_state(entry)]


def _state(entry: Entry) -> str:
    if entry.status == "done":
        return "refusal" if entry.outcome in _REFUSED else "done"
    if entry.status not in ("new", "assigned", "progress"):
        return entry.status
    if entry.draft:
        return "draft"
    if entry.appointment and not (entry.shown.attempts or is_late(entry)):
        return "expected"
    return "again" if entry.appointment or entry.status == "progress" else entry.status


def is_late(entry: Entry) -> bool:
    """Whether somebody was to be there before now."""
    from fieldapp.cases.listing import turn_of

    return turn_of(entry) == 0


def next_of(entry: Entry) -> str:
    """When somebody is expected, else what came last."""
    from fieldapp.cases import outcome_name

    if entry.appointment:
        return expected(entry.appointment)
    if entry.finished:
        return tr("finished {when}", when=clock.when(datetime.fromisoformat(entry.finished)))
    if entry.last is not None:
        said, when = outcome_name(entry.last.outcome), clock.when(datetime.fromisoformat(entry.last.at))
        return tr("{what}, {when}", what=said, when=when)
    return "–"


def expected(appointment: str) -> str:
    """today 14:30; tomorrow 9:00; 25 Nov 9:00; the day alone where no hour was said."""
    from fieldapp.cases import when_of

    moment = when_of(appointment)
    if isinstance(moment, datetime):
        return f"{_day(moment.date())} {moment:%H:%M}"
    return _day(moment) if moment is not None else appointment


def _day(day: date) -> str:
    away = (day - clock.today()).days
    named = {0: tr("today"), 1: tr("tomorrow"), -1: tr("yesterday")}
    return named.get(away, clock.day(day))


def action_of(entry: Entry) -> str:
    """The word on the button of the row; "" where there is nothing to open."""
    if entry.draft:
        return tr("Go on")
    if entry.status == "returned":
        return tr("Correct")
    if entry.interview:
        return tr("View")
    return tr("Begin") if entry.status not in ("done", "closed", "disputed") else ""


def next_line(entry: Entry, names: Mapping[str, str]) -> str:
    """Next case 14:30, who (or its number), where."""
    when = expected(entry.appointment).removeprefix(f"{tr('today')} ") if entry.appointment else ""
    name = name_of(entry, names)
    parts = (number_of(entry) if name == "–" else name, entry.plan.village)
    head = tr("Next case {when}", when=when) if when else tr("Next case")
    return "  ".join((head, " · ".join(part for part in parts if part)))


def number_of(entry: Entry) -> str:
    """Its number, with the wave."""
    return f"{entry.case_id} · {entry.wave}" if entry.wave else entry.case_id


def name_of(entry: Entry, names: Mapping[str, str]) -> str:
    """Who it is, as far as lists say it."""
    return " ".join(part for part in (names.get(entry.key, ""), entry.plan.label) if part) or "–"
