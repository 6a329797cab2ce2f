"""Finalizing: from a draft without open points to a revision that never changes."""

from __future__ import annotations

from datetime import datetime

from fieldapp.interview import Changes
from fieldapp.merge.canonical import digest, wire_id
from fieldapp.problems import NOT_FINALIZABLE, Problem
from fieldapp.session.attaching import Folder
from fieldapp.session.audit import audit_node, render
from fieldapp.session.body import canonical_answers, content_body, named_files, uploads
from fieldapp.session.entities import entity_changes
from fieldapp.session.opening import needed
from fieldapp.session.place import Place
from fieldapp.session.recorder import Recorder
from fieldapp.signing import signed
from fieldapp.store import InstanceRow, LogEntry, MediaRow, RevisionRow


def finalize(place: Place, recorder: Recorder) -> RevisionRow:
    """Everything in one transaction: the last journal row, the revision, the log, the state, the entities."""
    row = needed(place, recorder.instance_id)
    if violations := recorder.interview.violations():
        raise Problem(NOT_FINALIZABLE, where=row.label or row.title, count=len(violations))
    changes, log_file = _finish(place, recorder, row)
    made: list[RevisionRow] = []

    def write(at: datetime) -> None:
        if log_file:
            place.store.media.add(log_file, at)
        revision, log = _make(place, row, recorder, at)
        place.store.revisions.add(revision, log)
        place.store.team.name_files(revision.rev_id, named_files(revision.body))
        answers = recorder.keeper.answers(recorder.interview.answers())
        for change in entity_changes(recorder.interview.definition, answers):
            place.store.entities.apply(change, revision.rev_id, at)
        place.store.instances.finalize(row.instance_id, revision.rev_id)
        made.append(revision)

    recorder.record("finalize", "", changes, also=write)
    return made[0]


def _finish(place: Place, recorder: Recorder, row: InstanceRow) -> tuple[Changes, MediaRow | None]:
    """The end and, if the form wants one, the audit log; nothing has moved if that cannot be written."""
    interview = recorder.interview
    changes = interview.finish()
    if (node := audit_node(interview.definition)) is None:
        return changes, None
    try:
        log = _audit_file(place, recorder, row)
    except Exception:
        interview.apply(changes.inverse())
        raise
    named = interview.answer(node.reference, log.name)
    both = Changes(changes.steps + named.steps, changes.touched | named.touched)
    return both, log


def _audit_file(place: Place, recorder: Recorder, row: InstanceRow) -> MediaRow:
    """The file lies in the media folder before the revision names it."""
    rows, until = place.store.journal.rows(row.instance_id), recorder.interview.host.now()
    data = render(recorder.interview.definition, rows, until, place.enumerator, row.reason)
    return Folder(place, row.instance_id).put(data, ".csv", "audit.csv")


def _make(place: Place, row: InstanceRow, recorder: Recorder, at: datetime) -> tuple[RevisionRow, LogEntry]:
    """The revision and its signed log entry. Called inside the transaction, so no number is given twice."""
    device, interview, keeper = place.device, recorder.interview, recorder.keeper
    last = place.store.revisions.last(device.device_id)
    seq = last.seq + 1 if last else 1
    parents = tuple(row.base.split())
    kind = "resolve" if len(parents) > 1 else "content"
    wall_time, author = at.isoformat(timespec="milliseconds"), place.enumerator
    answers = canonical_answers(keeper.answers(interview.answers()), interview.root.name)
    media = [
        found for name in uploads(interview.definition, answers) if (found := place.store.media.get(name))
    ]
    body = content_body(
        interview.definition,
        kind=kind,
        record_id=row.record_id,
        parents=parents,
        answers=answers,
        attachments=media,
        author=author,
        device=device.device_id,
        seq=seq,
        wall_time=wall_time,
        reason=row.reason,
    )
    rev_id = digest(body)
    log = signed(device, seq, last.hash if last else "", rev_id)
    xml = interview.submission(wire_id(row.record_id, rev_id, parents), _deprecated(place, row), keeper.said)
    revision = RevisionRow(
        rev_id=rev_id,
        record_id=row.record_id,
        instance_id=row.instance_id,
        kind=kind,
        form_sha256=row.form_sha256,
        form_id=row.form_id,
        parents=parents,
        author=author,
        device=device.device_id,
        seq=seq,
        wall_time=wall_time,
        reason=row.reason,
        body=body,
        xml=xml,
    )
    return revision, log


def _deprecated(place: Place, row: InstanceRow) -> str | None:
    """The instanceID that the corrected revision has on the wire."""
    base = place.store.revisions.get(row.base.split()[0]) if row.base else None
    return wire_id(base.record_id, base.rev_id, base.parents) if base else None
