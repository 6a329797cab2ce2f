"""What the case list needs of a study. A `fieldapp.study.Study` fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from fieldapp.form import FormDefinition
from fieldapp.store import FormRow, OpenStudy


class Person(Protocol):
    """Somebody who signs in."""

    @property
    def code(self) -> str: ...


class People(Protocol):
    """Everybody who may sign in; nobody where none are defined."""

    def active(self) -> Sequence[Person]: ...


class Desk(OpenStudy, Protocol):
    """An open study."""

    def forms(self) -> list[FormRow]: ...
    def definition(self, sha256: str, /) -> FormDefinition: ...
    @property
    def people(self) -> People: ...
    def enumerators(self) -> Sequence[tuple[str, str]]: ...
