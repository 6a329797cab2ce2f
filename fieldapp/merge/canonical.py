"""The bytes that are hashed and signed, the same on every laptop for ever (docs/data.md)."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

# Instance ids of later revisions are derived from it, so it must never change.
_NAMESPACE = uuid.UUID("6f1d3c1e-5b7a-4f0e-9a3b-2f9f4a8c7d10")


def canonical(value: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON, sorted keys, no blanks, text exactly as typed.

    Half a surrogate pair cannot be written in UTF-8 nor in XML; only such halves are replaced.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def log_entry(device: str, seq: int, prev: str, subject: str, kind: str = "revision") -> bytes:
    """The bytes of a log entry, which the device signs; `prev` is the hash of the entry before.

    `kind` is "revision" or "event", `subject` the hash of its body.
    """
    return canonical(
        {"v": "1", "device": device, "seq": str(seq), "prev": prev, "kind": kind, "subject": subject}
    )


def wire_id(record_id: str, rev_id: str, parents: Sequence[str]) -> str:
    """The instanceID on the wire: the record's own for a first revision, else derived from `rev_id`."""
    return f"uuid:{uuid.uuid5(_NAMESPACE, rev_id)}" if parents else record_id
