"""A small form as a fake tree, the one the reference engines answered on, and a fake world."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, tzinfo
from itertools import count

from fieldapp.xpath import Context, Moment, XNode, read_moment

NUMBERS = ("int", "decimal")
DATES = ("date", "dateTime", "time")


class Fake:
    """A node. `children` are nodes, `value` is text, `type` the bind type."""

    def __init__(
        self, name: str, *children: Fake, value: str = "", type: str = "string", **attributes: str
    ) -> None:
        self.name, self.children, self.value, self.type = name, list(children), value, type
        self.attributes = attributes
        self.parent: Fake | None = None
        self.hidden = False
        self.position = 0
        for child in children:
            child.parent = self

    @property
    def relevant(self) -> bool:
        return not self.hidden and (self.parent is None or self.parent.relevant)

    def of(self, name: str) -> list[Fake]:
        return [child for child in self.children if child.name == name]

    def named(self, name: str) -> Sequence[XNode]:
        return self.of(name)

    def elements(self) -> Sequence[XNode]:
        return list(self.children)

    def typed(self) -> str | float | bool | Moment:
        if self.type in NUMBERS:
            return float(self.value) if self.value else ""
        if self.type in DATES:
            return read_moment(self.value, self.type, UTC) or ""  # type: ignore[arg-type]
        return self.value

    def text(self) -> str:
        return self.value

    def attribute(self, name: str) -> str | None:
        return self.attributes.get(name)


class World:
    """A fake environment: a clock that stands still, lists by id."""

    language = "English"

    def __init__(self, lists: dict[str, Fake] | None = None, zone: tzinfo = UTC) -> None:
        self.lists = lists or {}
        self.timezone = zone
        self.moment = datetime(2026, 1, 15, 10, 30, tzinfo=UTC)
        self.calls = count(1)
        self.looked_up: list[tuple[str, str, str]] = []
        self.indexed = True

    def now(self) -> datetime:
        return self.moment

    def random(self) -> float:
        return next(self.calls) * 0.37 % 1

    def uuid(self) -> str:
        return f"00000000-0000-4000-8000-{next(self.calls):012}"

    def instance(self, id: str) -> XNode | None:
        return self.lists.get(id)

    def lookup(self, id: str, column: str, value: str) -> Sequence[XNode] | None:
        if not self.indexed or id not in self.lists:
            return None
        self.looked_up.append((id, column, value))
        rows = self.lists[id].children[0].children
        return [row for row in rows if ([cell.text() for cell in row.named(column)] or [""]) == [value]]

    def itext(self, id: str) -> str:
        return {"hello": "Hello", "a": "Alpha"}.get(id, id)

    def choice_name(self, value: str, reference: str, context: XNode) -> str:
        assert reference in ("/data/one", "/data/m"), reference
        return {"a": "Alpha", "b": "Beta", "c": "Gamma"}.get(value, "")

    def pulldata(self, file: str, column: str, key_column: str, key: str) -> str:
        rows = self.lookup(file, key_column, key) or []
        return next((cell.text() for row in rows for cell in row.named(column)), "")

    def property(self, name: str) -> str:
        return {"deviceid": "oracle-device"}.get(name, "")

    def version(self) -> str:
        return "1"


def leaf(name: str, value: str = "", type: str = "string") -> Fake:
    return Fake(name, value=value, type=type)


def table(columns: str, *rows: str) -> Fake:
    """A list as its document node: `table("name label", "a Alpha", "b Beta")`."""
    names = columns.split()
    items = [Fake("item", *map(leaf, names, row.split("|") if "|" in row else row.split())) for row in rows]
    for position, item in enumerate(items):
        item.position = position
    return Fake("", Fake("root", *items))


def oracle_form() -> tuple[Fake, World]:
    """The node /data/out of the form in shared/oracle/xpath.py, and its world."""
    line, ring = "1 1 0 0;1 2 0 0;2 2 0 0", "1 1 0 0;1 2 0 0;2 2 0 0;1 1 0 0"
    rows = [
        Fake("r", leaf("v", "1", "int"), leaf("w", "x")),
        Fake("r", leaf("v", "2", "int"), leaf("w")),
        Fake("r", leaf("v", "3", "int"), leaf("w", "z")),
    ]
    out = leaf("out")
    Fake(
        "data",
        *(leaf("n", "5", "int"), leaf("d", "2.5", "decimal"), leaf("neg", "-3", "int")),
        *(
            leaf("z", "0", "int"),
            leaf("e"),
            leaf("s", "abc"),
            leaf("sp", "  a  b "),
            leaf("t", "true"),
            leaf("f", "false"),
        ),
        *(leaf("dt", "2024-02-29", "date"), leaf("dtm", "2024-02-29T13:45:10.500+02:00", "dateTime")),
        *(leaf("tm", "13:45:00.000+02:00", "time"), leaf("m", "a c"), leaf("one", "b")),
        *(leaf("gp", "1.5 2.5 10 3", "geopoint"), leaf("gt", line, "geotrace"), leaf("gs", ring, "geoshape")),
        *rows,
        out,
    )
    return out, World({"list": table("name label num", "a Alpha 1", "b Beta 2", "c Gamma 10")})


def at(node: Fake, world: World) -> Context:
    return Context.at(node, world)


def names(node: Fake) -> tuple[str, ...]:
    """The names from the root element down to the node."""
    return (*(names(node.parent) if node.parent is not None and node.parent.name else ()), node.name)


def find(root: Fake, path: str) -> Fake:
    """`find(form, "r/2/v")`: names, and one-based numbers after names of repeats."""
    node = root
    for step in path.split("/"):
        if step.isdigit():
            assert node.parent is not None
            node = node.parent.of(node.name)[int(step) - 1]
        else:
            node = node.of(step)[0]
    return node
