"""What an expression sees: nodes, values, the outside world. Protocols only, no behaviour of XPath."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal, Protocol

MomentKind = Literal["date", "time", "dateTime"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time with the type it came from.

    `when` is aware and in the environment's time zone. A date is its midnight; a time stands on 1970-01-01.
    """

    when: datetime
    kind: MomentKind = "dateTime"


class XNode(Protocol):
    """Any node an expression can meet: of the form, of a list, of parsed XML."""

    @property
    def name(self) -> str:
        """Name as paths write it. A document node (parent of the root element) has the name ""."""

    @property
    def parent(self) -> XNode | None:
        """None for the topmost node, be it a document node or the root element itself."""

    @property
    def relevant(self) -> bool:
        """Own relevance and that of all ancestors. False leaves the node out of every node-set."""

    def named(self, name: str) -> Sequence[XNode]:
        """Child elements of that name, document order."""

    def elements(self) -> Sequence[XNode]:
        """All child elements, document order."""

    def typed(self) -> str | float | bool | Moment:
        """The value by the node's type: a number for int and decimal, a Moment for dates; "" when empty."""

    def text(self) -> str:
        """The value as stored."""

    def attribute(self, name: str) -> str | None:
        """Value of an attribute, None when there is none of that name."""

    # A node may also have `place`, its number from 1 among the siblings of its name; else they are counted.


NodeSet = list[XNode]
Value = str | float | bool | Moment | NodeSet


class Environment(Protocol):
    """The world outside the form, handed in by the interview. xpath has no clock, no lists, no IO.

    An environment may also have `property(name) -> str` and `version() -> str`; without them
    the functions of these names answer "". With `lookup_all(id, [(column, value), ...])`, which answers
    like `lookup`, conditions joined by `and` are one look-up. Where it has a list `visits`,
    indexed-repeat() appends every instance it looks for: (node that holds the repeat, name, place
    from 1, or 0 for all of them).
    """

    @property
    def language(self) -> str | None: ...
    @property
    def timezone(self) -> tzinfo: ...
    def now(self) -> datetime:
        """The present, aware."""

    def random(self) -> float:
        """0 <= x < 1."""

    def uuid(self) -> str: ...
    def instance(self, id: str) -> XNode | None:
        """Document node of a secondary instance: the parent of its root element."""

    def lookup(self, id: str, column: str, value: str) -> Sequence[XNode] | None:
        """Rows of the list whose column holds exactly this text, in list order; None: cannot say.

        A row without the column counts as holding "". A list where a row may hold a column twice
        must answer None. Rows with an integer `position` (their place in the list) can be joined
        by `or`; without it such filters read the whole list.
        """

    def itext(self, id: str) -> str: ...
    def choice_name(self, value: str, reference: str, context: XNode) -> str: ...
    def pulldata(self, file: str, column: str, key_column: str, key: str) -> str: ...


@dataclass(slots=True)
class Context:
    """Where an expression is evaluated.

    `node` is `.`; `origin` is `current()`, the node the expression stands on, from which absolute
    paths find the own repeat instance. `position` and `size` are those of the node-set being filtered.
    """

    node: XNode
    origin: XNode
    position: int
    size: int
    environment: Environment

    @classmethod
    def at(cls, node: XNode, environment: Environment) -> Context:
        """The context of an expression that stands on `node` itself."""
        return cls(node, node, 1, 1, environment)


@dataclass(frozen=True, slots=True)
class Reference:
    """Something an expression reads, by absolute names: the edges of the dependency graph.

    `wildcard`: reads anything below `path` (from `//`, `*` or an axis). `instance`: id of a secondary
    instance, None for the form itself. `position`: reads the place or number of the nodes
    (position(), count(), last()), so it changes when repeat instances come and go. `own`: so many of
    the leading names are the expression's own ancestors (or itself); below them any instance may be
    read. `../a` on /data/r/b owns ("data", "r"); `sum(../../r/a)` owns only ("data",). `indexed`: reached by
    indexed-repeat() alone, which reports the instances it takes (`Environment.visits`).
    """

    path: tuple[str, ...]
    wildcard: bool = False
    instance: str | None = None
    position: bool = False
    own: int = 0
    indexed: bool = False


class XPathError(Exception):
    """An expression that cannot be read. `why` is for people, in their language; `offset` counts from 0."""

    def __init__(self, text: str, why: str, offset: int = 0) -> None:
        self.text = text
        self.why = why
        self.offset = offset
        super().__init__(f"{why} (at {offset} in {text!r})")
