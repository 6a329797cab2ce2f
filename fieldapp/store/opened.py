"""What every room beside `study` asks of an open study; each says in a protocol what more it needs.

A `fieldapp.study.Study` fits them all, and no room has to know it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from fieldapp.keys import DeviceKey

if TYPE_CHECKING:
    from fieldapp.store.store import Store


class OpenStudy(Protocol):
    """Its database, who works with it on which laptop, and the log of acts."""

    @property
    def name(self) -> str: ...
    @property
    def store(self) -> Store: ...
    @property
    def device(self) -> DeviceKey: ...
    @property
    def enumerator(self) -> str: ...
    def act(self, kind: str, subject: str = "", **details: str) -> None: ...
