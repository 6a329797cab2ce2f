"""What a study knows of its contacts: how many, until when they may be kept, what older data still hold."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from fieldapp.form.personal import TOKEN
from fieldapp.interview import RepeatAdded, RepeatRemoved, TreeLoaded, ValueChange, change_from_json
from fieldapp.problems import SETTING_INVALID, Problem
from fieldapp.store import InstanceRow

if TYPE_CHECKING:
    from fieldapp.study.study import Study

UNTIL = "contacts_until"
_POSITIONS = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Status:
    """`older` are interviews that hold personal values in the study itself: begun before they were apart."""

    values: int
    deleted: int
    files: int
    until: date | None
    older: int

    @property
    def due(self) -> bool:
        """Whether the promised date has come and there is something to delete."""
        return bool(self.values and self.until and self.until <= date.today())


def until(study: Study) -> date | None:
    """The date that the people asked were promised; None where none is set."""
    text = study.settings.get(UNTIL)
    return date.fromisoformat(text) if text else None


def set_until(study: Study, day: str) -> None:
    """`day` as 2027-06-30, or "" for none."""
    try:
        kept = date.fromisoformat(day.strip()).isoformat() if day.strip() else ""
    except ValueError as error:
        raise Problem(
            SETTING_INVALID, where=study.name, value=day, why="not a date like 2027-06-30"
        ) from error
    study.settings.set(UNTIL, kept)
    study.act("contacts-until", kept)


def is_due(study: Study) -> bool:
    """The cheap question of a reminder: has the date come, and are there contacts?"""
    day = until(study)
    return bool(day and day <= date.today() and study.store.contacts.count())


def status(study: Study) -> Status:
    """Reads every interview; a second or two in a large study."""
    rows = study.store.contacts.all()
    kept = sum(1 for row in rows if row.erased is None)
    older = sum(1 for row in all_interviews(study) if _holds_plain(study, row))
    return Status(kept, len(rows) - kept, len(personal_files(study)), until(study), older)


def all_interviews(study: Study) -> list[InstanceRow]:
    """Discarded ones too."""
    instances = study.store.instances
    return [*instances.all(), *instances.all(discarded=True)]


def personal_files(study: Study, before: datetime | None = None) -> dict[str, str]:
    """Files in the media folder that identify somebody, with the question they answer."""
    gone = study.store.contacts.erased_files()
    known = {row.name for row in study.store.media.all()}
    found: dict[str, str] = {}
    for row in all_interviews(study):
        wanted = study.definition(row.form_sha256).personal_files
        if wanted and (before is None or row.created < before):
            found.update((text, at) for at, text in _texts(study, row, wanted) if text in known)
    return {name: question for name, question in found.items() if name not in gone}


def _holds_plain(study: Study, row: InstanceRow) -> bool:
    definition = study.definition(row.form_sha256)
    if not definition.personal:
        return False
    return any(text and not TOKEN.fullmatch(text) for _, text in _texts(study, row, definition.personal))


def _texts(study: Study, row: InstanceRow, wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Every text that ever stood in these questions of an interview, as it is stored."""
    for step in study.store.journal.rows(row.instance_id):
        for raw in step.changes:
            change = change_from_json(raw)
            question = _POSITIONS.sub("", change.reference)
            if isinstance(change, ValueChange) and question in wanted:
                yield from ((question, text) for text in (change.old, change.new))
            elif isinstance(change, RepeatAdded | RepeatRemoved | TreeLoaded):
                yield from _below(question, change.subtree, wanted)
    revision = study.store.revisions.get(row.revision) if row.revision else None
    if revision is not None:
        yield from _answers(json.loads(revision.body)["answers"], wanted)


def _below(reference: str, subtree: Any, wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The leaves of a subtree (see `interview.changes`)."""
    if isinstance(subtree, dict):
        for name, inner in subtree.items():
            yield from _below(f"{reference}/{name}", inner, wanted)
    elif isinstance(subtree, list) and subtree and isinstance(subtree[0], dict):
        for instance in subtree:
            yield from _below(reference, instance["of"], wanted)
    elif reference in wanted:
        yield from ((reference, text) for text in (subtree if isinstance(subtree, list) else [subtree]))


def _answers(answers: dict[str, Any], wanted: frozenset[str]) -> Iterator[tuple[str, str]]:
    for reference, said in answers.items():
        if isinstance(said, list):
            for row in said:
                yield from _answers(row["answers"], wanted)
        elif reference in wanted:
            yield reference, said


def used_tokens(study: Study) -> set[str]:
    """Every token that anything in the study's database uses."""
    return study.store.used_tokens()
