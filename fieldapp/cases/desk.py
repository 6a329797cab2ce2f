"""What the case list needs of a study. A `fieldapp.study.Study` fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from fieldapp.form import FormDefinition
from fieldapp.keys import DeviceKey
from fieldapp.store import FormRow, Store


class Person(Protocol):
    """Somebody who signs in."""

    @property
    def code(self) -> str: ...


class People(Protocol):
    """Everybody who may sign in; nobody where none are defined."""

    def active(self) -> Sequence[Person]: ...


class Desk(Protocol):
    """An open study."""

    @property
    def name(self) -> str: ...
    @property
    def store(self) -> Store: ...
    @property
    def device(self) -> DeviceKey: ...
    @property
    def enumerator(self) -> str: ...
    def act(self, kind: str, subject: str = "", **details: str) -> None: ...
    def forms(self) -> list[FormRow]: ...
    def definition(self, sha256: str, /) -> FormDefinition: ...
    @property
    def people(self) -> People: ...
    def enumerators(self) -> Sequence[tuple[str, str]]: ...
