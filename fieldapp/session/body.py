"""The canonical body of a revision (sync.md E1) and the entry of the device's log."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fieldapp.form import FormDefinition
from fieldapp.session.audit import audit_node
from fieldapp.store import MediaRow

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


def content_body(
    definition: FormDefinition,
    *,
    record_id: str,
    parents: Sequence[str],
    answers: Mapping[str, Any],
    attachments: Iterable[MediaRow],
    author: str,
    device: str,
    seq: int,
    wall_time: str,
    reason: str,
) -> bytes:
    """The body of a `content` revision. Numbers are decimal strings."""
    return canonical(
        {
            "v": "1",
            "record_id": record_id,
            "parents": sorted(parents),
            "kind": "content",
            "form_id": definition.form_id,
            "form_version": definition.version,
            "form_sha256": definition.sha256,
            "answers": answers,
            "attachments": {media.name: [media.sha256, str(media.size)] for media in attachments},
            "author": author,
            "device": device,
            "seq": str(seq),
            "wall_time": wall_time,
            "reason": reason,
        }
    )


def log_entry(device: str, seq: int, prev: str, rev_id: str) -> bytes:
    """The bytes of a log entry, which the device signs; `prev` is the hash of the entry before."""
    entry = {"v": "1", "device": device, "seq": str(seq), "prev": prev, "kind": "revision", "subject": rev_id}
    return canonical(entry)


def canonical_answers(answers: Mapping[str, Any], root: str) -> dict[str, Any]:
    """Without instanceID and deprecatedID: these follow from the revision, so they cannot be part of it."""
    derived = (f"/{root}/meta/instanceID", f"/{root}/meta/deprecatedID")
    return {path: value for path, value in answers.items() if path not in derived}


def wire_id(record_id: str, rev_id: str, parents: Sequence[str]) -> str:
    """The instanceID on the wire: the record's own for a first revision, else derived from `rev_id`."""
    return f"uuid:{uuid.uuid5(_NAMESPACE, rev_id)}" if parents else record_id


def uploads(definition: FormDefinition, answers: Mapping[str, Any]) -> list[str]:
    """The file names that answer upload questions, each once, and that of the audit log."""
    node = audit_node(definition)
    log = [str(answers.get(node.reference, ""))] if node else []
    return list(dict.fromkeys(name for name in (*_uploads(definition, answers), *log) if name))


def _uploads(definition: FormDefinition, answers: Mapping[str, Any]) -> Iterable[str]:
    for path, value in answers.items():
        if isinstance(value, list):
            for row in value:
                yield from _uploads(definition, row["answers"])
        elif (node := definition.node(path)) and node.control and node.control.kind == "upload":
            yield value
