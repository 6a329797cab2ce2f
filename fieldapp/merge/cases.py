"""Cases: who is to be interviewed, and what came of trying. Said by events, like reviews.

A `Case` is what a supervisor says of a case; a later one replaces those it names. An `Attempt` is what an
enumerator says of one contact. Each also names what its laptop knew of the case then (`after`), so that
what counts last follows from what people knew, never from a clock or from the order of arrival.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from fieldapp.merge.canonical import canonical
from fieldapp.merge.reading import text, texts

CaseState = Literal["open", "closed"]
PREFIX = "case:"


@dataclass(frozen=True, slots=True, order=True)
class Plan:
    """What is laid down for a case; what came of it is worked out from attempts, interviews and reviews.

    `enum` is the code of the enumerator it is handed to, `reserve` its place among the reserves,
    `appointment` ISO 8601 or a day, `values` are (question, text) to fill in when the interview begins.
    """

    form_id: str = ""
    label: str = ""
    enum: str = ""
    quota: str = ""
    village: str = ""
    reserve: str = ""
    appointment: str = ""
    note: str = ""
    state: CaseState = "open"
    values: tuple[tuple[str, str], ...] = ()


FIELDS = ("form_id", "label", "enum", "quota", "village", "reserve", "appointment", "note")
"""The fields of a plan that are plain text."""


@dataclass(frozen=True, slots=True)
class Case:
    """One word of a supervisor on a case. `supersedes` are the words it replaces."""

    event_id: str
    case_id: str
    wave: str
    plan: Plan
    supersedes: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def record_id(self) -> str:
        """What the case is called among the records."""
        return case_key(self.case_id, self.wave)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One contact. `outcome` is an AAPOR code, "" takes back what it supersedes.

    `at` and `next` are ISO 8601. `final`: nobody is to try again.
    """

    event_id: str
    case_id: str
    wave: str
    outcome: str
    final: bool
    at: str
    next: str
    note: str
    author: str
    supersedes: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def record_id(self) -> str:
        """What the case is called among the records."""
        return case_key(self.case_id, self.wave)


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case. Two different words on it that nobody has settled: `disputed`."""

    case_id: str
    wave: str
    heads: tuple[str, ...]
    plans: tuple[Plan, ...]
    """The different words in force; empty while only attempts have arrived."""
    attempts: tuple[Attempt, ...]
    """Those not taken back, in the order of their times, for people to read."""
    last: tuple[Attempt, ...]
    """Those that no other one knew of: one, but where two laptops tried without knowing of each other."""
    tips: tuple[str, ...]
    """Events that no other knew of: what is said next comes after them."""
    appointments: tuple[str, ...]
    """What the last ones say, the earliest first."""

    @property
    def disputed(self) -> bool:
        """Whether a supervisor must decide."""
        return len(self.plans) > 1

    @property
    def plan(self) -> Plan:
        """The first of the words in force."""
        return self.plans[0] if self.plans else Plan()

    @property
    def record_id(self) -> str:
        """What the case is called among the records."""
        return case_key(self.case_id, self.wave)


def case_key(case_id: str, wave: str) -> str:
    """The id under which all events of a case stand; like that of a record, but never one."""
    return f"{PREFIX}{wave}:{case_id}" if wave else f"{PREFIX}:{case_id}"


def case_views(cases: Iterable[Case], attempts: Iterable[Attempt]) -> dict[str, CaseView]:
    """All cases by their keys."""
    words: dict[str, list[Case]] = defaultdict(list)
    tried: dict[str, list[Attempt]] = defaultdict(list)
    for case in cases:
        words[case.record_id].append(case)
    for attempt in attempts:
        tried[attempt.record_id].append(attempt)
    return {key: _view(words[key], tried[key]) for key in sorted(words.keys() | tried.keys())}


def case_body(
    made: Mapping[str, str],
    case: tuple[str, str],
    plan: Plan,
    people: Iterable[str],
    supersedes: Iterable[str],
    after: Iterable[str] = (),
) -> bytes:
    """A supervisor's word on a case (its number, its wave). `people`: codes of those whom it concerns, who
    has it now and who had it."""
    return canonical(
        {
            **_about("case", made, case), **{name: getattr(plan, name) for name in FIELDS},
            "state": plan.state, "values": dict(plan.values), "people": sorted(set(people) - {""}),
            "supersedes": sorted(supersedes), "after": sorted(after),
        }
    )  # fmt: skip


def attempt_body(
    made: Mapping[str, str],
    case: tuple[str, str],
    outcome: str,
    at: str,
    *,
    final: bool = False,
    appointment: str = "",
    note: str = "",
    people: Iterable[str] = (),
    supersedes: Iterable[str] = (),
    after: Iterable[str] = (),
) -> bytes:
    """What came of one contact; or, with the outcome "", that it was no such thing."""
    said = {
        "outcome": outcome,
        "final": "yes" if final else "no",
        "at": at,
        "next": appointment,
        "note": note,
    }
    lists = {"people": sorted(set(people) - {""}), "supersedes": sorted(supersedes), "after": sorted(after)}
    return canonical({**_about("attempt", made, case), **said, **lists})


def read_case(event_id: str, plain: Mapping[str, Any]) -> Case | None:
    """`KeyError`, `TypeError`, `ValueError` or None for what is none."""
    if plain["state"] not in get_args(CaseState):
        return None
    if not isinstance(plain["values"], dict):
        return None
    values = tuple(sorted((text(name), text(said)) for name, said in plain["values"].items()))
    plan = Plan(**{name: text(plain[name]) for name in FIELDS}, state=plain["state"], values=values)
    case = Case(event_id, *_named(plain), plan, texts(plain["supersedes"]), texts(plain["after"]))
    return case if case.record_id == plain["record_id"] else None


def read_attempt(event_id: str, plain: Mapping[str, Any]) -> Attempt | None:
    """`KeyError`, `TypeError`, `ValueError` or None for what is none."""
    outcome, at, then, note, author = (
        text(plain[name]) for name in ("outcome", "at", "next", "note", "author")
    )
    lists = texts(plain["supersedes"]), texts(plain["after"])
    final = text(plain["final"]) == "yes"
    attempt = Attempt(event_id, *_named(plain), outcome, final, at, then, note, author, *lists)
    return attempt if attempt.record_id == plain["record_id"] else None


def _about(kind: str, made: Mapping[str, str], case: tuple[str, str]) -> dict[str, Any]:
    case_id, wave = case
    return {**made, "v": "1", "kind": kind, "record_id": case_key(*case), "case_id": case_id, "wave": wave}


def _view(words: list[Case], tried: list[Attempt]) -> CaseView:
    """An attempt that was taken back is as if it had never been: what it knew counts as last again."""
    everything: list[Case | Attempt] = [*words, *tried]
    replaced = {old for one in everything for old in one.supersedes}
    valid = [one for one in tried if one.event_id not in replaced]
    heads = sorted((one for one in words if one.event_id not in replaced), key=lambda one: one.event_id)
    standing: list[Case | Attempt] = [*words, *valid]
    links = {one.event_id: (*one.after, *one.supersedes) for one in standing}
    known = _past(links, links)
    tips = [one for one in standing if one.event_id not in known | replaced]
    done = sorted((one for one in valid if one.outcome), key=lambda one: (one.at, one.event_id))
    before = _past((one.event_id for one in done), links)
    said = {one.next if isinstance(one, Attempt) else one.plan.appointment for one in tips}
    return CaseView(
        everything[0].case_id,
        everything[0].wave,
        tuple(one.event_id for one in heads),
        tuple(sorted({one.plan for one in heads})),
        tuple(done),
        tuple(one for one in done if one.event_id not in before),
        tuple(sorted(one.event_id for one in tips)),
        tuple(sorted(said - {""})),
    )


def _past(events: Iterable[str], links: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Everything that these events knew of, themselves or through others."""
    past: set[str] = set()
    waiting = [old for event in events for old in links.get(event, ())]
    while waiting:
        one = waiting.pop()
        if one not in past:
            past.add(one)
            waiting += links.get(one, ())
    return past


def _named(plain: Mapping[str, Any]) -> tuple[str, str]:
    return text(plain["case_id"]), text(plain["wave"])


__all__ = [
    "Attempt",
    "Case",
    "CaseState",
    "CaseView",
    "Plan",
    "attempt_body",
    "case_body",
    "case_key",
    "case_views",
    "read_attempt",
    "read_case",
]
