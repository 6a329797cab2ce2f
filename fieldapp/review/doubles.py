"""Possible double interviews: shown, decided by people, never merged by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from fieldapp.merge import Candidate, Decision, Interview, candidates, view
from fieldapp.merge.events import decision_body
from fieldapp.merge.paths import flatten
from fieldapp.merge.state import Verdict
from fieldapp.problems import REASON_MISSING, Problem
from fieldapp.review.desk import Desk, answers_of, revision, state_of
from fieldapp.signing import say
from fieldapp.store import RevisionRow

# Names of questions, alone or behind an underscore, that say the same thing in every kit.
_CASE = ("case_id",)
_HOUSEHOLD = ("household_id", "hh_id")
_PHONE = ("phone", "mobile", "tel")
_NAME = ("name",)


def doubles(desk: Desk) -> list[Candidate]:
    """Pairs that nobody has decided on yet."""
    shown = view(state_of(desk))
    decided = {decision.records for decision in shown.decisions}
    heads = [revision(desk, record.heads[0]) for record in shown.records.values() if not record.deleted]
    return [one for one in candidates([_interview(desk, row) for row in heads]) if one.records not in decided]


def decide(desk: Desk, records: tuple[str, str], verdict: Verdict, keep: str, reason: str) -> str:
    """Say whether two records are one, and which one counts ("" both). Nothing is deleted by it."""
    if not reason.strip():
        raise Problem(REASON_MISSING, where=desk.name)
    first, second = sorted(records)
    known = [one.event_id for one in _decisions(desk) if one.records == (first, second)]
    return say(
        desk,
        f"{first},{second}",
        lambda made: decision_body(made, (first, second), verdict, keep, reason, known),
    )


def _decisions(desk: Desk) -> Sequence[Decision]:
    return view(state_of(desk)).decisions


def _interview(desk: Desk, row: RevisionRow) -> Interview:
    """Personal values are compared as they are, in memory; equal values of two records have two tokens."""
    answers = flatten(answers_of(row))
    values = desk.store.contacts.values(value for value in answers.values() if value.startswith("pd:"))
    plain = {path: values.get(value, value) for path, value in answers.items()}
    kept = frozenset((path, value) for path, value in plain.items() if value and "[#" not in path)
    case, household, phone, name = (_last(plain, names) for names in (_CASE, _HOUSEHOLD, _PHONE, _NAME))
    return Interview(row.record_id, row.form_id, case, household, phone, name, _position(plain), kept)


def _last(answers: dict[str, str], names: tuple[str, ...]) -> str:
    """The answer of the first question whose name is one of these, or ends in one after an underscore."""
    found = (
        value for path, value in answers.items() if value and "[#" not in path and _is_named(path, names)
    )
    return next(found, "")


@lru_cache(maxsize=1 << 14)
def _is_named(path: str, names: tuple[str, ...]) -> bool:
    """The same questions are asked of thousands of interviews."""
    name = path.rpartition("/")[2]
    return name in names or name.endswith(tuple(f"_{one}" for one in names))


def _position(answers: dict[str, str]) -> tuple[float, float] | None:
    """The first answer that reads as a geopoint: latitude, longitude, altitude, accuracy."""
    for value in answers.values():
        parts = value.split()
        if len(parts) == 4:
            try:
                latitude, longitude = float(parts[0]), float(parts[1])
            except ValueError:
                continue
            if abs(latitude) <= 90 and abs(longitude) <= 180:
                return latitude, longitude
    return None
