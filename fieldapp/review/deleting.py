"""Letting a deletion stand where somebody else had changed the interview: a revision that ends both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from fieldapp.merge.canonical import canonical, digest
from fieldapp.problems import REASON_MISSING, Problem
from fieldapp.review.desk import Desk, revision
from fieldapp.signing import signed
from fieldapp.store import LogEntry, RevisionRow


def delete(desk: Desk, heads: Sequence[str], reason: str) -> str:
    """The interview counts no more; its earlier versions stay in its history. The id of the revision."""
    if not reason.strip():
        raise Problem(REASON_MISSING, where=desk.name)
    rows = [revision(desk, head) for head in sorted(heads)]
    with desk.store.transaction():
        row, entry = _make(desk, rows, reason)
        desk.store.revisions.add(row, entry)
    return row.rev_id


def _make(desk: Desk, parents: Sequence[RevisionRow], reason: str) -> tuple[RevisionRow, LogEntry]:
    """Called inside the transaction, so no number is given twice."""
    device, first = desk.device, parents[0]
    last = desk.store.revisions.last(device.device_id)
    seq, before = (last.seq + 1, last.hash) if last else (1, "")
    now = datetime.now().astimezone().isoformat(timespec="milliseconds")
    definition = desk.definition(first.form_sha256)
    ids = tuple(row.rev_id for row in parents)
    body = canonical(
        {
            "v": "1", "record_id": first.record_id, "parents": sorted(ids), "kind": "tombstone",
            "form_id": first.form_id, "form_version": definition.version, "form_sha256": first.form_sha256,
            "answers": {}, "attachments": {}, "author": desk.enumerator, "device": device.device_id,
            "seq": str(seq), "wall_time": now, "reason": reason,
        }
    )  # fmt: skip
    rev_id = digest(body)
    row = RevisionRow(
        rev_id, first.record_id, first.instance_id, "tombstone", first.form_sha256, first.form_id, ids,
        desk.enumerator, device.device_id, seq, now, reason, body, "",
    )  # fmt: skip
    return row, signed(device, seq, before, rev_id)
