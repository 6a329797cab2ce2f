"""The canonical body of a revision (sync.md E1)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fieldapp.form import FormDefinition
from fieldapp.merge.canonical import canonical
from fieldapp.session.audit import audit_node
from fieldapp.store import MediaRow


def content_body(
    definition: FormDefinition,
    *,
    kind: str = "content",
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
    """The body of a revision of answers ("content", "resolve"). Numbers are decimal strings."""
    return canonical(
        {
            "v": "1",
            "record_id": record_id,
            "parents": sorted(parents),
            "kind": kind,
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


def named_files(body: bytes) -> dict[str, str]:
    """Name -> SHA-256 of the files of a revision."""
    return {name: sha256 for name, (sha256, _size) in json.loads(body)["attachments"].items()}


def canonical_answers(answers: Mapping[str, Any], root: str) -> dict[str, Any]:
    """Without instanceID and deprecatedID: these follow from the revision, so they cannot be part of it."""
    derived = (f"/{root}/meta/instanceID", f"/{root}/meta/deprecatedID")
    return {path: value for path, value in answers.items() if path not in derived}


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
