"""What a session needs around it. A `fieldapp.study.Study` fits; the two packages do not know each other."""

from __future__ import annotations

from typing import Protocol

from fieldapp.files import Layout
from fieldapp.form import FormDefinition
from fieldapp.interview import Host
from fieldapp.keys import Secrets
from fieldapp.store import OpenStudy


class Place(OpenStudy, Protocol):
    """A store with the forms and the people around it."""

    @property
    def layout(self) -> Layout: ...
    @property
    def secrets(self) -> Secrets | None: ...
    def admit(self, instance_id: str = "", /) -> None: ...
    def reveal(self, record_id: str, question: str, /) -> None:
        """Enter that somebody looks at a personal value; Problem NOT_ALLOWED without the right."""

    def definition(self, sha256: str, /) -> FormDefinition: ...
    def host(self, sha256: str, instance_id: str = "", /) -> Host: ...
