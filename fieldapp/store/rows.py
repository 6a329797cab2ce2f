"""What the store hands out: plain rows, no connection behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

State = Literal["draft", "finalized"]

JournalKind = Literal[
    "start",
    "answer",
    "typed",
    "repeat-add",
    "repeat-remove",
    "undo",
    "redo",
    "go",
    "language",
    "note",
    "flag",
    "confirm",
    "finalize",
    "check",
    "review",
    "refused",
    "clock",
    "away",
    "back",
]


@dataclass(frozen=True, slots=True)
class FormRow:
    """A form of the study. `sha256` is of its exact XML and is how everything refers to it."""

    sha256: str
    form_id: str
    version: str
    title: str
    added: datetime


@dataclass(frozen=True, slots=True)
class InstanceRow:
    """One interview on this laptop.

    `record_id` is the instance id of its first revision; for a correction begun by `reopen` it
    differs from `instance_id`. `base` is the revision that a correction corrects, `revision` the
    one that finalizing made. `label` is the instance name, empty until the form gives one.
    """

    instance_id: str
    record_id: str
    form_sha256: str
    form_id: str
    title: str
    state: State
    created: datetime
    updated: datetime
    position: str
    language: str
    answered: int
    total: int
    label: str
    base: str
    reason: str
    revision: str
    discarded: datetime | None


@dataclass(frozen=True, slots=True)
class JournalRow:
    """One step of an interview as it was committed.

    `group` is the first step of the undo step it belongs to; for undo and redo the group that
    was undone or redone. `changes` holds the values that moved, old and new, as the engine's JSON.
    """

    step: int
    kind: JournalKind
    reference: str
    changes: tuple[Any, ...]
    group: int
    visit: int
    typing: bool
    position: str
    at: datetime
    ms: int


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A finished interview, which never changes. `body` is the canonical JSON of sync.md E1."""

    rev_id: str
    record_id: str
    instance_id: str
    kind: str
    form_sha256: str
    form_id: str
    parents: tuple[str, ...]
    author: str
    device: str
    seq: int
    wall_time: str
    reason: str
    body: bytes
    xml: str


@dataclass(frozen=True, slots=True)
class MediaRow:
    """A file that answers an upload question; it lies in the study's media folder under `name`."""

    name: str
    sha256: str
    size: int
    instance_id: str
    original: str


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A laptop that wrote into this study, with its public key (hex)."""

    device_id: str
    public_key: str
    name: str
    first_seen: datetime
