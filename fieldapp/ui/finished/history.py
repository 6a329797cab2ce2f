"""The history of a record: who finished it when, who corrected what and why. Pure, no Qt."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fieldapp.form.masking import mask
from fieldapp.interview import Interview
from fieldapp.interview.references import plain
from fieldapp.store import RevisionRow
from fieldapp.ui.interview import words


@dataclass(frozen=True, slots=True)
class Edit:
    """An answer that a correction changed."""

    reference: str
    title: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One revision, the first one or a correction."""

    when: datetime
    author: str
    reason: str
    edits: tuple[Edit, ...]


def chapters(interview: Interview, revisions: Sequence[RevisionRow]) -> list[Chapter]:
    """All revisions of one record, the first one first."""
    bodies = {row.rev_id: _answers(row) for row in revisions}
    return [_chapter(interview, row, bodies) for row in sorted(revisions, key=lambda row: row.wall_time)]


def _chapter(interview: Interview, row: RevisionRow, bodies: Mapping[str, Mapping[str, str]]) -> Chapter:
    parent = bodies.get(row.parents[0]) if row.parents else None
    edits = tuple(_edits(interview, parent, bodies[row.rev_id])) if parent is not None else ()
    return Chapter(datetime.fromisoformat(row.wall_time), row.author, row.reason, edits)


def _edits(interview: Interview, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Edit]:
    for reference in dict.fromkeys((*old, *new)):
        before, after = old.get(reference, ""), new.get(reference, "")
        spec = interview.program.spec(plain(reference))
        if before != after and spec is not None and spec.is_question:
            number = interview.numbering.number(spec)
            label = (
                interview.texts.shown(spec.definition.control.label, None) if spec.definition.control else ""
            )
            hidden = spec.definition.own.personal in ("D", "S")
            shown = [mask(text) if hidden and text else text for text in (before, after)]
            yield Edit(reference, f"{number} {words.plain(label)}".strip(), *shown)


def _answers(row: RevisionRow) -> dict[str, str]:
    found: dict[str, str] = {}
    _flatten(json.loads(row.body)["answers"], found)
    return found


def _flatten(answers: Mapping[str, Any], found: dict[str, str], rows: str = "") -> None:
    """Reference -> text; cells of a roster by the id of their row, which stays when rows move."""
    for path, value in answers.items():
        if isinstance(value, list):
            for one in value:
                _flatten(one["answers"], found, f"{rows}[{one['row']}]")
        else:
            found[f"{path}{rows}"] = str(value)
