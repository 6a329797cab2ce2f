"""Interviews: their rows, their journals, and both held against each other by the engine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from fieldapp.form.personal import TOKEN
from fieldapp.interview import Interview, change_from_json
from fieldapp.repair.findings import (
    ANSWERS,
    DERIVED,
    FORM,
    JOURNAL,
    MEDIA_ROW,
    REPLAY,
    STEPS,
    STRAY,
    UNDO,
    UNSEALED,
    Finding,
    found,
)
from fieldapp.repair.ground import Ground
from fieldapp.store import InstanceRow, JournalRow
from fieldapp.store.journal import ends_well, journal_row, sound

_UNDOABLE = ("answer", "repeat-add", "repeat-remove")


def rows(ground: Ground) -> Iterator[Finding]:
    """What the rows of interviews say about each other, and steps that belong to none."""
    for instance_id in ground.look.strays():
        yield found(STRAY, instance_id=instance_id)
    for row in ground.instances.values():
        if ground.store.forms.get(row.form_sha256) is None:
            yield found(FORM, row.form_sha256[:8], row.instance_id)


def journals(ground: Ground) -> Iterator[Finding]:
    """Each journal's chain, its numbers and its undo steps."""
    for instance_id in ground.instances:
        yield from _journal(ground, instance_id)


def _journal(ground: Ground, instance_id: str) -> Iterator[Finding]:
    name, raw = ground.name(instance_id), ground.store.journal.raw(instance_id)
    chain = ground.store.journal.chain(instance_id)
    good = sound(instance_id, raw, chain)
    if good < len(raw) or not ends_well(raw, chain):
        yield found(JOURNAL, name, instance_id, _question(raw, good), good=good, steps=max(len(raw), good))
        return
    if chain.unsealed:
        yield found(UNSEALED, name, instance_id, steps=chain.unsealed)
    missing = next((at for at, values in enumerate(raw) if values[0] != at), None)
    if missing is not None:
        yield found(STEPS, name, instance_id, step=missing)
    elif (step := first_without_group(journal_row(values[:-1]) for values in raw)) is not None:
        yield found(UNDO, name, instance_id, step=step)


def _question(raw: list[tuple[Any, ...]], good: int) -> str:
    return str(raw[good][2]) if good < len(raw) else ""


def first_without_group(steps: Iterator[JournalRow]) -> int | None:
    """The first step that undoing could not place: undo takes the last group done, redo the last undone."""
    done, undone = list[int](), list[int]()
    for row in steps:
        if row.kind in _UNDOABLE:
            undone.clear()
            if row.group == row.step:
                done.append(row.step)
            elif not done or done[-1] != row.group:
                return row.step
        elif row.kind in ("undo", "redo"):
            here, there = (done, undone) if row.kind == "undo" else (undone, done)
            if not here or here[-1] != row.group:
                return row.step
            there.append(here.pop())
    return None


def replays(ground: Ground) -> Iterator[Finding]:
    """Every interview as the engine makes it from its journal, against its row and its revision."""
    for row in ground.instances.values():
        raw = ground.store.journal.raw(row.instance_id)
        if sound(row.instance_id, raw, ground.store.journal.chain(row.instance_id)) < len(raw):
            continue
        try:
            interview = replayed(ground, row, [values[3] for values in raw])
        except (ValueError, LookupError, TypeError) as failure:
            yield found(REPLAY, ground.name(row.instance_id), row.instance_id, why=failure)
            continue
        if interview is not None:
            yield from _derived(ground, row, interview, str(raw[-1][7]) if raw else "")
            yield from _media(ground, row, interview)


def replayed(ground: Ground, row: InstanceRow, changes: list[str]) -> Interview | None:
    """The live form of an interview, from the JSON of its steps; None without its form."""
    definition = ground.definition(row.form_sha256)
    if definition is None:
        return None
    steps = [change_from_json(change) for text in changes for change in json.loads(text)]
    return Interview.restore(definition, ground.host(row.form_sha256), steps, row.language or None)


def derived(interview: Interview, position: str) -> dict[str, object]:
    """What the list of interviews shows of one, worked out anew."""
    sections = interview.outline(interview.screens())
    return {
        "position": position,
        "label": interview.instance_name,
        "answered": sum(section.answered for section in sections),
        "total": sum(section.total for section in sections),
    }


def _derived(ground: Ground, row: InstanceRow, interview: Interview, position: str) -> Iterator[Finding]:
    """Where personal values are kept apart, label and counters come from values that are not here."""
    kept = ground.look.labels().get(row.instance_id, "")
    hidden = TOKEN.search(kept + interview.instance_name) is not None
    for name, value in derived(interview, position).items():
        shown = kept if name == "label" else getattr(row, name)
        if shown != value and not hidden and row.state == "draft":
            yield found(DERIVED, ground.name(row.instance_id), row.instance_id, shown=shown, derived=value)
    body = ground.look.body(row.revision) if row.revision else None
    if body is not None and not hidden:
        question = _first_difference(json.loads(body)["answers"], interview.answers())
        if question:
            yield found(ANSWERS, ground.name(row.instance_id), row.instance_id, question)


def _first_difference(signed: dict[str, Any], now: dict[str, Any]) -> str:
    """The first question on which they differ; the ids that follow from the revision are no answers."""
    ids = ("/meta/instanceID", "/meta/deprecatedID")
    names = [name for name in (*signed, *now) if not name.endswith(ids)]
    return next((name for name in names if signed.get(name) != now.get(name)), "")


def _media(ground: Ground, row: InstanceRow, interview: Interview) -> Iterator[Finding]:
    for node in interview.root.walk():
        if node.control is None or node.control.kind != "upload" or not node.value:
            continue
        if ground.store.media.get(node.value) is None:
            yield found(MEDIA_ROW, ground.name(row.instance_id), row.instance_id, node.reference)
