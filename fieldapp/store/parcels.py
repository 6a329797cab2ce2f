"""What travels between laptops: an entry of a laptop's log, what it is about, and all that belongs to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from fieldapp.store.revisions import LogEntry
from fieldapp.store.rows import RevisionRow

ENTRY = "device, seq, prev, entry, hash, signature"
# The rows of an interview, as they stand: the journal's chain and the seals hold on the next laptop too.
INTERVIEW: dict[str, tuple[str, ...]] = {
    "instance": (
        "instance_id", "record_id", "form_sha256", "state", "created", "updated", "position", "language",
        "answered", "total", "label", "base", "reason", "revision", "discarded", "head", "unsealed",
    ),
    "journal": (
        "instance_id", "step", "kind", "reference", "changes", "undo_group", "visit", "typing", "position",
        "at", "ms", "hash",
    ),
    "annotation": ("instance_id", "kind", "reference", "text", "at"),
    "media": ("name", "sha256", "size", "instance_id", "original", "added"),
    "owner": ("instance_id", "code"),
    "used_list": ("instance_id", "file_name", "list_sha256"),
}  # fmt: skip
BYTES = {"instance": "head", "journal": "hash"}
"""The columns that hold bytes."""
Interview = Mapping[str, Sequence[Sequence[Any]]]
"""Table -> rows, columns in the order of `INTERVIEW`."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """One entry of a log. `subject` is the body it is about, of a revision or of an event."""

    entry: LogEntry
    kind: Literal["revision", "event"]
    subject: bytes = field(repr=False)
    xml: str = field(default="", repr=False)
    interview: Interview = field(default_factory=dict, repr=False)
    """The rows of the interview that made the revision; empty where it was made otherwise."""
    record_id: str = ""
    instance_id: str = ""
    """Of the interview that made the revision, also where its rows are not here."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A parcel that is what it says: signed by its laptop, its subject whole. `row` is None for an event."""

    parcel: Parcel
    record_id: str
    row: RevisionRow | None
    files: Mapping[str, str]
    """Name -> SHA-256 of the files a revision names."""
