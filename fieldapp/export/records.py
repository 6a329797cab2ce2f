"""What an export reads: finished interviews as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Answers = Mapping[str, Any]
"""Reference -> text of the answer; a repeat's reference -> its rows (sync.md E1).

A relevant question without an answer is there as "", a skipped one is absent.
"""


@dataclass(frozen=True, slots=True)
class Record:
    """One interview. `meta` is text by name, see `META`."""

    key: str
    state: str
    form_sha256: str
    answers: Answers
    meta: Mapping[str, str] = field(default_factory=dict)


META = ("author", "device", "started", "finalized", "revision")
"""Names in `Record.meta`; `started` and `finalized` are ISO 8601 with the offset from UTC."""
