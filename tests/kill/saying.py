"""What a person says about an interview, so that the witness can hold the disk against it."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass

from fieldapp.interview import Interview


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """After an action returned: the last journal step, the whole form as a digest, where the person is."""

    instance_id: str
    step: int
    digest: str
    position: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands in the text field that has the focus, by the person's monotonic clock."""

    reference: str
    text: str
    at: float


@dataclass(frozen=True, slots=True)
class Opened:
    """The window is there: the question that has the focus."""

    instance_id: str
    reference: str


@dataclass(frozen=True, slots=True)
class Contradicted:
    """A field shows another text than the form holds, although nothing typed is waiting to be stored."""

    reference: str
    text: str
    stored: str


Line = Acknowledged | Shown | Opened | Contradicted
_KINDS: dict[str, type[Line]] = {kind.__name__: kind for kind in (Acknowledged, Shown, Opened, Contradicted)}


def digest(interview: Interview) -> str:
    """Every answer and every row of the form, as one short text."""
    everything = [(node.reference, node.value, node.row_id) for node in interview.root.walk()]
    return hashlib.sha256(repr(everything).encode("utf-8", "surrogatepass")).hexdigest()


def say(line: Line) -> None:
    """One write to the pipe, which takes up to 4096 bytes at once: a line is there or it is not."""
    os.write(1, json.dumps([type(line).__name__, asdict(line)]).encode() + b"\n")


def heard(line: bytes) -> Line | None:
    """A line from the pipe; None for what is no saying."""
    try:
        kind, fields = json.loads(line)
    except ValueError:
        return None
    return _KINDS[kind](**fields)
