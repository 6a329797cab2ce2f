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
        entry = _entry(line, item.about, subject)
        told = json.loads(subject.decode()) if entry is not None else {}
        if entry is None or (told["device"], told["seq"]) != (entry.device, str(entry.seq)):
            return None
        if item.about["what"] == "event":
            return _event(entry, subject, told)
        return _revision(entry, subject, told, more, rows if whole else b"")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _entry(data: bytes, about: Mapping[str, str], subject: bytes) -> LogEntry | None:
    """The entry, if the laptop that it names signed it, and if this is its subject."""
    public, signature = bytes.fromhex(about["public"]), bytes.fromhex(about["signature"])
    told = json.loads(data.decode())
    seq, prev = int(told["seq"]), text(told["prev"])
    if keys.device_id_of(public) != told["device"] or not 0 < seq < _MOST:
        return None
    if told["kind"] != about["what"] or told["subject"] != digest(subject):
        return None
    if not _signed(public, signature, data):
        return None
    return LogEntry(told["device"], seq, prev, data, digest(data), signature)


@lru_cache(maxsize=1 << 15)
def _signed(public: bytes, signature: bytes, data: bytes) -> bool:
    """What was looked at is taken in right after: each signature is worked out once."""
    return keys.verify(public, signature, data)


def _event(entry: LogEntry, subject: bytes, told: Mapping[str, Any]) -> Arrived:
    record = text(told.get("record_id") or ",".join(told.get("records", [])))
    return Arrived(Parcel(entry, "event", subject), record, None, {})


def _revision(entry: LogEntry, subject: bytes, told: Mapping[str, Any], more: bytes, rows: bytes) -> Arrived:
    instance_id, xml = json.loads(more.decode())
    row = RevisionRow(
        rev_id=digest(subject),
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
