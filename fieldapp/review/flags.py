"""What speaks for looking at an interview first. Each flag is a sentence with the number that caused it.

One small function a flag: it gets a `Case` and gives a `Flag`, or None where nothing is unusual.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from fieldapp.form import FormDefinition
from fieldapp.merge import Candidate
from fieldapp.merge.paths import flatten
from fieldapp.review.desk import Desk, answers_of, revision
from fieldapp.review.doubles import doubles
from fieldapp.review.queue import Flag, Flags
from fieldapp.review.timing import minutes, usual
from fieldapp.store import RevisionRow
from fieldapp.wording import tr, trn

FAST = 0.5
"""An interview that takes less than this share of the usual time is too fast."""
FEWEST_UNKNOWN, UNKNOWN = 5, 0.2
"""From so many answers "don't know" or "refused" on, and from this share of all answers on."""
_EARTH_KM = 6371.0
_ROW_ID = re.compile(r"\[#[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Case:
    """One interview with what it is held against. `usual`: median minutes of its form, None if unknown."""

    row: RevisionRow
    definition: FormDefinition
    answers: Mapping[str, str]
    minutes: float | None = None
    usual: float | None = None
    alike: tuple[Candidate, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    """Record id -> what people call it."""
    confirmed: Mapping[str, str] = field(default_factory=dict)
    """Question -> why an unusual answer is right, "" where nobody said why."""


def too_fast(case: Case) -> Flag | None:
    """Far below the usual time of the form."""
    if case.minutes is None or case.usual is None or case.minutes >= FAST * case.usual:
        return None
    numbers = {"minutes": f"{case.minutes:.0f}", "usual": f"{case.usual:.0f}"}
    return Flag("fast", tr("{minutes} min; half of all take over {usual} min", **numbers))


def alike(case: Case) -> Flag | None:
    """Nearly the same answers, or the same person, as another interview."""
    if not case.alike:
        return None
    first = case.alike[0]
    other = next(one for one in first.records if one != case.row.record_id)
    name = case.names.get(other) or other[-8:]
    if "answers" in first.reasons:
        said = tr("{share} % of the answers as in {name}", share=f"{100 * first.share:.0f}", name=name)
    else:
        said = tr("{what} also in {name}", what=tr(", ").join(map(reason_name, first.reasons)), name=name)
    return Flag("alike", said, red=True)


def reason_name(reason: str) -> str:
    """Why two interviews are perhaps one."""
    names = {
        "case": tr("same case"), "household": tr("same household"), "phone": tr("same telephone"),
        "place and name": tr("near place and similar name"), "answers": tr("equal answers"),
    }  # fmt: skip
    return names.get(reason, reason)


def unexplained(case: Case) -> Flag | None:
    """Unusual answers that were called right without saying why."""
    bare = tuple(question for question, why in case.confirmed.items() if not why.strip())
    if not bare:
        return None
    sentence = trn(
        "{n} unusual answer called right without a reason",
        "{n} unusual answers called right without a reason",
        len(bare),
    )
    return Flag("unusual", sentence, bare)


def no_consent(case: Case) -> Flag | None:
    """The form asks for consent, and there is no answer."""
    asked = [node for node in case.definition.root.walk() if _asks_consent(node.name, own=node.own.consent)]
    empty = tuple(
        node.reference for node in asked if not node.children and not case.answers.get(node.reference)
    )
    if not empty or len(empty) < len([node for node in asked if not node.children]):
        return None
    return Flag("consent", tr("No consent recorded"), empty, red=True)


def many_unknown(case: Case) -> Flag | None:
    """Too many answers are "don't know" or "refused"."""
    codes = set(case.definition.missing_codes)
    given = {path: value for path, value in case.answers.items() if value and not path.endswith("]")}
    unknown = tuple(path for path, value in given.items() if value in codes)
    if len(unknown) < FEWEST_UNKNOWN or len(unknown) < UNKNOWN * len(given):
        return None
    numbers = {"n": len(unknown), "total": len(given)}
    return Flag("unknown", tr("{n} of {total} answers are don't know or refused", **numbers), unknown)


def far_away(case: Case) -> Flag | None:
    """The position is farther from where it should be than the form allows.

    The form says where and how far with three questions of one beginning: `x_lat`, `x_lon`, `x_limit_km`.
    """
    found = _position(case)
    numbers = {name: _number(case, name) for name in ("_lat", "_lon", "_limit_km")}
    latitude, longitude, limit = numbers.values()
    if found is None or latitude is None or longitude is None or limit is None:
        return None
    path, here = found
    distance = kilometres(here, (latitude, longitude))
    if distance <= limit:
        return None
    sentence = tr("{km} km away; at most {limit} km", km=f"{distance:.1f}", limit=f"{limit:g}")
    return Flag("far", sentence, (path,))


ALL: tuple[Callable[[Case], Flag | None], ...] = (
    no_consent, alike, too_fast, far_away, unexplained, many_unknown,
)  # fmt: skip


def flags_of(desk: Desk, taken: Mapping[str, float] | None = None) -> Flags:
    """Looks over the whole study once; what it gives tells the flags of one revision.

    `taken` are the minutes of `timing.minutes`, where the caller has them already.
    """
    spent = minutes(desk) if taken is None else taken
    rows = desk.store.instances.all("finalized")
    medians = usual(spent, ((row.form_id, row.instance_id) for row in rows if not row.base))
    names = {row.record_id: row.label for row in rows if row.label}
    pairs: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in doubles(desk):
        for record in candidate.records:
            pairs[record].append(candidate)

    def look(desk: Desk, rev_id: str) -> Sequence[Flag]:
        row = revision(desk, rev_id)
        case = Case(
            row, desk.definition(row.form_sha256), flatten(answers_of(row)),
            None if row.parents else spent.get(row.instance_id), medians.get(row.form_id),
            tuple(pairs[row.record_id]), names, desk.store.annotations.all(row.instance_id, "confirm"),
        )  # fmt: skip
        return [flag for flag in (find(case) for find in ALL) if flag is not None]

    return look


def kilometres(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Great-circle distance of two places in degrees (haversine)."""
    p, q = math.radians(here[0]), math.radians(there[0])
    step = math.sin((q - p) / 2) ** 2
    step += math.cos(p) * math.cos(q) * math.sin(math.radians(there[1] - here[1]) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, step)))


def _asks_consent(name: str, *, own: bool) -> bool:
    return own or name == "consent" or name.startswith("consent_")


def _position(case: Case) -> tuple[str, tuple[float, float]] | None:
    """The first position of the interview, with its question."""
    for path, value in case.answers.items():
        node = case.definition.node(_ROW_ID.sub("", path)) if value else None
        if node is not None and node.bind.type == "geopoint":
            parts = value.split()
            return path, (float(parts[0]), float(parts[1]))
    return None


def _number(case: Case, ending: str) -> float | None:
    """The answer of the first question whose name ends so."""
    for path, value in case.answers.items():
        if path.endswith(ending) and value:
            try:
                return float(value)
            except ValueError:
                return None
    return None
