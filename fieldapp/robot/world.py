"""The world a robot lives in: the same at every run with the same seed."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from fieldapp.form import FormDefinition, Listed, MemoryList, read_external_file
from fieldapp.form.lists import find_list_file

NOON = datetime(2026, 1, 15, 12, 0, tzinfo=UTC)


@dataclass
class RobotHost:
    """A clock that stands still, chance by seed, lists from beside the form."""

    lists: Callable[[str], Listed | None]
    seed: int
    properties: Mapping[str, str] = field(
        default_factory=lambda: {"deviceid": "robot", "username": "robot", "email": "", "phonenumber": ""}
    )

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)

    def now(self) -> datetime:
        return NOON

    def random(self) -> float:
        return self._chance.random()

    def uuid(self) -> str:
        return str(uuid.UUID(int=self._chance.getrandbits(128), version=4))


def lists_beside(form: Path, definition: FormDefinition) -> Callable[[str], Listed | None]:
    """The lists of a form, each read once; one that is missing is empty."""

    @cache
    def read(id_: str) -> Listed | None:
        name = definition.instances[id_].file_name or ""
        path = find_list_file(form, Path(name).name)
        return read_external_file(path) if path is not None else MemoryList(("name", "label"), ())

    return read
