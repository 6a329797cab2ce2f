"""Parcels as items of packs, and back, with every signature and hash looked at.

The data of an item are three lines: the entry and its subject as they were signed, what else is said of a
revision; then the rows of the interview, which are only read where they are kept.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from fieldapp import keys
from fieldapp.merge.canonical import digest
from fieldapp.packs import Item
from fieldapp.store import Arrived, LogEntry, Parcel, RevisionRow
from fieldapp.transfer.rows import interview_of, line_of, text

_MOST = 1 << 53
"""No log is longer than a number that every reader of JSON has exactly."""


def item_of(parcel: Parcel, public: str) -> Item:
    """A parcel on its way; `public` is the key of the laptop whose log it is of."""
    entry = parcel.entry
    about = {
        "signature": entry.signature.hex(), "public": public, "what": parcel.kind, "entry": entry.hash,
        "record": parcel.record_id, "seq": str(entry.seq),
    }  # fmt: skip
    more = json.dumps([parcel.instance_id, parcel.xml], ensure_ascii=False, separators=(",", ":")).encode()
    rows = line_of(parcel.interview)
    return Item("parcel", b"\n".join((entry.entry, parcel.subject, more, rows)), about)


def subject_of(item: Item) -> dict[str, Any]:
    """The body that a parcel of our own is about, as plain data."""
    plain: dict[str, Any] = json.loads(item.data.split(b"\n", 2)[1] or "{}")
    return plain


def read_item(item: Item, *, whole: bool = True) -> Arrived | None:
    """None for an item that is not what it claims, by whatever mistake or intention.

    `whole`: with the rows of the interview.
    """
    try:
        line, subject, more, rows = item.data.split(b"\n", 3)
        entry, kind, named = _signed(item.about["public"], item.about["signature"], line)
        told = json.loads(subject.decode())
        if named != digest(subject) or (told["device"], told["seq"]) != (entry.device, str(entry.seq)):
            return None
        if kind == "event":
            return _event(entry, subject, told)
        return _revision(entry, named, subject, told, more, rows if whole else b"")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


@lru_cache(maxsize=1 << 15)
def _signed(public: str, signature: str, data: bytes) -> tuple[LogEntry, str, str]:
    """An entry, what kind it is and the hash of what it is about; `ValueError` unless its laptop signed it.

    What was looked at is taken in right after: each signature is worked out once.
    """
    key, signed = bytes.fromhex(public), bytes.fromhex(signature)
    told = json.loads(data.decode())
    seq, prev = int(told["seq"]), text(told["prev"])
    if keys.device_id_of(key) != told["device"] or not 0 < seq < _MOST:
        raise ValueError("of another laptop")
    if not keys.verify(key, signed, data):
        raise ValueError("signature")
    entry = LogEntry(told["device"], seq, prev, data, digest(data), signed)
    return entry, text(told["kind"]), text(told["subject"])


def _event(entry: LogEntry, subject: bytes, told: Mapping[str, Any]) -> Arrived:
    record = text(told.get("record_id") or ",".join(told.get("records", [])))
    return Arrived(Parcel(entry, "event", subject), record, None, {})


def _revision(
    entry: LogEntry, rev_id: str, subject: bytes, told: Mapping[str, Any], more: bytes, rows: bytes
) -> Arrived:
    instance_id, xml = json.loads(more.decode())
    row = RevisionRow(
        rev_id=rev_id,
        record_id=text(told["record_id"]),
        instance_id=text(instance_id),
        kind=text(told["kind"]),
        form_sha256=text(told["form_sha256"]),
        form_id=text(told["form_id"]),
        parents=tuple(map(text, told["parents"])),
        author=text(told["author"]),
        device=told["device"],
        seq=entry.seq,
        wall_time=text(told["wall_time"]),
        reason=text(told["reason"]),
        body=subject,
        xml=text(xml),
    )
    files = {text(name): text(sha256) for name, (sha256, _size) in told["attachments"].items()}
    parcel = Parcel(entry, "revision", subject, row.xml, interview_of(rows, row))
    return Arrived(parcel, row.record_id, row, files)
