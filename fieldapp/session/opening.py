"""Beginning, going on with and correcting an interview: where its live form comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from fieldapp.interview import Change, Changes, Interview, change_from_json
from fieldapp.problems import INSTANCE_MISSING, INTERVIEW_DRAFT, REASON_MISSING, Problem
from fieldapp.session.personal import Keeper
from fieldapp.session.place import Place
from fieldapp.session.recorder import Recorder
from fieldapp.store import AnnotationKind, InstanceRow, JournalRow

Opened = tuple[InstanceRow, Recorder]


_CARRIED_OVER: tuple[AnnotationKind, ...] = ("note", "flag", "confirm")


def start(place: Place, form_sha256: str, language: str | None, case: str = "") -> Opened:
    """A new interview (of a case). Its id is the one the form gave itself, where it has a place for it."""
    place.admit()
    host = place.host(form_sha256)
    interview = Interview.start(place.definition(form_sha256), host, language)
    meta = interview.node(f"/{interview.root.name}/meta/instanceID")
    instance_id = (meta.value if meta else "") or f"uuid:{host.uuid()}"
    keeper = Keeper(place.store, interview.definition, instance_id)

    def add(at: datetime) -> None:
        place.store.instances.add(instance_id, form_sha256, at)
        place.store.editions.begin(instance_id, form_sha256)
        if case:
            place.store.cases.begin(instance_id, case)

    return begin(place, instance_id, interview, keeper, add)


def resume(place: Place, instance_id: str) -> Opened:
    """The interview as the journal left it."""
    place.admit(instance_id)
    row = needed(place, instance_id)
    keeper = Keeper(place.store, place.definition(row.form_sha256), row.record_id)
    rows = keeper.rows(place.store.journal.rows(instance_id))
    return row, Recorder(place.store, instance_id, _replayed(place, row, rows), keeper, rows)


def reopen(place: Place, instance_id: str, reason: str) -> Opened:
    """A correction of a finalized interview, begun or gone on with."""
    place.admit(instance_id)
    old = needed(place, instance_id)
    if old.state != "finalized":
        raise Problem(INTERVIEW_DRAFT, where=old.label or old.title)
    if not reason.strip():
        raise Problem(REASON_MISSING, where=old.label or old.title)
    begun = [row for row in place.store.instances.all("draft") if row.base == old.revision]
    return resume(place, begun[0].instance_id) if begun else _correct(place, old, reason)


def needed(place: Place, instance_id: str) -> InstanceRow:
    """The row of an interview that must be there."""
    if (row := place.store.instances.get(instance_id)) is None:
        raise Problem(INSTANCE_MISSING, where=place.name)
    return row


def _correct(place: Place, old: InstanceRow, reason: str) -> Opened:
    definition, host = place.definition(old.form_sha256), place.host(old.form_sha256, old.instance_id)
    keeper = Keeper(place.store, definition, old.record_id)
    steps = _steps(keeper.rows(place.store.journal.rows(old.instance_id)))
    interview = Interview.reopen(definition, host, steps, old.language or None)
    new_id = f"uuid:{host.uuid()}"

    def add(at: datetime) -> None:
        place.store.instances.add(new_id, old.form_sha256, at, old.record_id, old.revision, reason)
        place.store.editions.inherit(new_id, old.instance_id)
        for kind in _CARRIED_OVER:
            for anchored, text in place.store.annotations.all(old.instance_id, kind).items():
                place.store.annotations.put(new_id, kind, anchored, text, at)

    return begin(place, new_id, interview, keeper, add, old.position)


def begin(
    place: Place,
    instance_id: str,
    interview: Interview,
    keeper: Keeper,
    add: Callable[[datetime], None],
    position: str = "",
) -> Opened:
    """The interview and its step 0, the whole tree, come into the store together."""
    recorder = Recorder(place.store, instance_id, interview, keeper)

    def begin(at: datetime) -> None:
        add(at)
        if place.enumerator:
            place.store.people.own(instance_id, place.enumerator)

    recorder.record("start", "", Changes(interview.initial), position=position, also=begin)
    return needed(place, instance_id), recorder


def _replayed(place: Place, row: InstanceRow, rows: Sequence[JournalRow]) -> Interview:
    definition, host = place.definition(row.form_sha256), place.host(row.form_sha256, row.instance_id)
    return Interview.restore(definition, host, _steps(rows), row.language or None)


def _steps(rows: Iterable[JournalRow]) -> list[Change]:
    return [change_from_json(change) for row in rows for change in row.changes]
