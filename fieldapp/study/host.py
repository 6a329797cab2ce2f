"""What a live form gets from the world: the clock, chance, lists and who is at the keyboard."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldapp.form import Listed


@dataclass(frozen=True)
class LiveHost:
    """The real world; tests hand in another."""

    lists: Callable[[str], Listed | None]
    properties: Mapping[str, str]
    last_saved: Callable[[], str | None] = lambda: None
    """XML of the form's record that was saved last (ODK `last-saved`)."""

    def now(self) -> datetime:
        """The wall clock, with its offset."""
        return datetime.now().astimezone()

    def random(self) -> float:
        """A number from 0 up to, not including, 1."""
        return random.random()

    def uuid(self) -> str:
        """A new UUID in lower case."""
        return str(uuid.uuid4())
