"""Parcels as items of packs, and back, with every signature and hash looked at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fieldapp import keys
from fieldapp.merge.canonical import digest
from fieldapp.packs import Item
from fieldapp.store import LogEntry, Parcel, RevisionRow


@dataclass(frozen=True, slots=True)
class Arrived:
    """A parcel that is what it says: signed by its laptop, its subject whole. `row` is None for an event."""

    parcel: Parcel
    record_id: str
    row: RevisionRow | None
    files: Mapping[str, str]
    """Name -> SHA-256 of the files a revision names."""


def item_of(parcel: Parcel, public: str, instance_id: str) -> Item:
    """A parcel on its way; `public` is the key of the laptop whose log it is of."""
    entry = parcel.entry
    plain = {
        "entry": entry.entry.decode(),
        "subject": parcel.subject.decode(),
        "xml": parcel.xml,
        "instance_id": instance_id,
        "interview": parcel.interview,
    }
    about = {"signature": entry.signature.hex(), "public": public, "what": parcel.kind}
    return Item("parcel", json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), about)


def read_item(item: Item) -> Arrived | None:
    """None for an item that is not what it claims, by whatever mistake or intention."""
    try:
        plain = json.loads(item.data)
        entry = _entry(plain["entry"].encode(), item.about)
        subject = plain["subject"].encode()
        if entry is None or json.loads(entry.entry)["subject"] != digest(subject):
            return None
        if item.about["what"] == "event":
            return _event(entry, subject)
        return _revision(entry, subject, plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _entry(data: bytes, about: Mapping[str, str]) -> LogEntry | None:
    """The entry, if the laptop that it names signed it."""
    public, signature = bytes.fromhex(about["public"]), bytes.fromhex(about["signature"])
    told = json.loads(data)
    if keys.device_id_of(public) != told["device"] or not keys.verify(public, signature, data):
        return None
    hashed = hashlib.sha256(data).hexdigest()
    return LogEntry(told["device"], int(told["seq"]), told["prev"], data, hashed, signature)


def _event(entry: LogEntry, subject: bytes) -> Arrived | None:
    told = json.loads(subject)
    if (told["device"], told["seq"]) != (entry.device, str(entry.seq)):
        return None
    record = str(told.get("record_id") or ",".join(told.get("records", [])))
    return Arrived(Parcel(entry, "event", subject), record, None, {})


def _revision(entry: LogEntry, subject: bytes, plain: Mapping[str, Any]) -> Arrived | None:
    told = json.loads(subject)
    if (told["device"], told["seq"]) != (entry.device, str(entry.seq)):
        return None
    row = RevisionRow(
        rev_id=digest(subject),
        record_id=told["record_id"],
        instance_id=str(plain["instance_id"]),
        kind=told["kind"],
        form_sha256=told["form_sha256"],
        form_id=told["form_id"],
        parents=tuple(told["parents"]),
        author=told["author"],
        device=told["device"],
        seq=entry.seq,
        wall_time=told["wall_time"],
        reason=told["reason"],
        body=subject,
        xml=str(plain["xml"]),
    )
    files = {str(name): str(sha256) for name, (sha256, _size) in told["attachments"].items()}
    parcel = Parcel(entry, "revision", subject, row.xml, plain["interview"])
    return Arrived(parcel, row.record_id, row, files)
