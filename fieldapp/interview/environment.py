"""The world as expressions of one interview see it (fieldapp.xpath.Environment)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Protocol, cast

from fieldapp.form import Listed
from fieldapp.interview.tree import Node
from fieldapp.xpath import XNode

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview


class Host(Protocol):
    """What an interview gets from outside: clock, chance, lists and metadata. It does no IO itself.

    A host may also have `last_saved() -> str | None`, the XML of the form's record that was saved last,
    and `location() -> str | None`, the present place as `lat lon alt accuracy`.
    """

    def now(self) -> datetime:
        """The present, aware, in the zone that answers are to be stored in."""

    def random(self) -> float: ...
    def uuid(self) -> str:
        """A fresh UUIDv4, lower case."""

    @property
    def lists(self) -> Callable[[str], Listed | None]:
        """External lists by the id of their secondary instance."""

    @property
    def properties(self) -> Mapping[str, str]:
        """Metadata in lower case: deviceid, username, email, phonenumber."""


class Surroundings:
    """Answers the questions of expressions."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self.timezone: tzinfo = interview.zone
        self.visits: list[tuple[XNode, str, int]] | None = None
        """While it is a list, indexed-repeat() notes there what it looks for (see `Reads`)."""

    @property
    def language(self) -> str | None:
        return self._interview.language

    def now(self) -> datetime:
        return self._interview.host.now()

    def random(self) -> float:
        return self._interview.host.random()

    def uuid(self) -> str:
        return self._interview.host.uuid()

    def instance(self, id: str) -> XNode | None:
        return self._interview.lists.document(id)

    def lookup(self, id: str, column: str, value: str) -> Sequence[XNode] | None:
        return self._interview.lists.find(id, column, value)

    def lookup_all(self, id: str, conditions: Sequence[tuple[str, str]]) -> Sequence[XNode] | None:
        return self._interview.lists.find_all(id, conditions)

    def itext(self, id: str) -> str:
        return self._interview.texts.itext(id)

    def property(self, name: str) -> str:
        return self._interview.host.properties.get(name.lower(), "")

    def version(self) -> str:
        return self._interview.definition.version

    def choice_name(self, value: str, reference: str, context: XNode) -> str:
        """Label of a choice of the select at `reference`, seen from `context`."""
        spec = self._interview.program.spec(re.sub(r"\[[^\]]*\]", "", reference.strip()))
        node = self._interview.nearest(spec, cast(Node, context)) if spec is not None else None
        return self._interview.choices.name(node, value) if node is not None else ""

    def pulldata(self, file: str, column: str, key_column: str, key: str) -> str:
        """First row of list `file` where `key_column` is `key`; "" where there is none."""
        found = self._interview.lists.find(file.removesuffix(".csv"), key_column, key)
        return next((cell.text() for row in found or () for cell in row.named(column)), "")
