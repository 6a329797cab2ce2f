"""The sheet `survey` as a tree of groups, repeats and questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from fieldapp.form.check import codes_sheets as codes
from fieldapp.form.check import words
from fieldapp.form.check.finding import Cell, Finding, found
from fieldapp.form.check.headings import nearest
from fieldapp.form.check.kinds import Kind, read_kind
from fieldapp.form.check.workbook import Line, Sheet

_TRUE = ("yes", "true", "true()", "1")


@dataclass(eq=False)
class Item:
    """A row that makes a node: a question, a group or a repeat."""

    line: Line
    kind: Kind
    name: str
    parent: Item | None = None
    children: list[Item] = field(default_factory=list)

    @property
    def is_group(self) -> bool:
        return self.kind.edge == "begin"

    @property
    def is_repeat(self) -> bool:
        return self.is_group and self.kind.base in ("repeat", "loop")

    @property
    def above(self) -> Iterator[Item]:
        """Groups and repeats around it, the nearest first."""
        at = self.parent
        while at is not None:
            yield at
            at = at.parent

    @property
    def repeats(self) -> tuple[Item, ...]:
        """The repeats it stands in, and itself if it is one; the outermost first."""
        here = (self,) if self.is_repeat else ()
        return (*reversed([one for one in self.above if one.is_repeat]), *here)

    @property
    def path(self) -> tuple[str, ...]:
        return (*reversed([one.name for one in self.above]), self.name)

    @property
    def type_cell(self) -> Cell:
        return self.line.at("type")


@dataclass
class Survey:
    """All rows in order, by name, and what was wrong with their order."""

    items: list[Item] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    by_name: dict[str, list[Item]] = field(default_factory=dict)

    def one(self, name: str) -> Item | None:
        """The first row of that name."""
        return next(iter(self.by_name.get(name, ())), None)


def read_survey(sheet: Sheet) -> Survey:
    """Rows to a tree; what does not fit is noted and passed over."""
    reader = _Reader()
    for line in sheet.lines:
        if line.get("disabled").lower() not in _TRUE:
            reader.read(line)
    reader.close()
    return reader.survey


class _Reader:
    def __init__(self) -> None:
        self.survey = Survey()
        self.open: list[Item] = []

    def read(self, line: Line) -> None:
        text = line.get("type")
        if not text:
            self._typeless(line)
            return
        kind = read_kind(text)
        if kind is None:
            self._unknown(line, text)
        elif kind.edge == "end":
            self._end(line, kind)
        else:
            self._add(line, kind)

    def note(self, finding: Finding) -> None:
        self.survey.findings.append(finding)

    def _typeless(self, line: Line) -> None:
        if line.get("name") or line.of("label"):
            self.note(found(codes.MISSING_TYPE, line.at("type")))

    def _unknown(self, line: Line, text: str) -> None:
        head = text.split()[0]
        near = nearest("_".join(text.split()), words.TYPES) or nearest(head, words.TYPES)
        self.note(found(codes.UNKNOWN_TYPE, line.at("type"), near, name=text))
        # Later rows may refer to it, so it stands in the tree with a value nobody knows.
        self._add(line, Kind(text, edge=""))

    def _add(self, line: Line, kind: Kind) -> None:
        item = Item(line, kind, line.get("name"), self.open[-1] if self.open else None)
        if self.open:
            self.open[-1].children.append(item)
        self.survey.items.append(item)
        if item.name:
            self.survey.by_name.setdefault(item.name, []).append(item)
        if item.is_group:
            self.open.append(item)

    def _end(self, line: Line, kind: Kind) -> None:
        cell = line.at("type")
        if not self.open:
            self.note(found(codes.STRAY_END, cell, kind=kind.base))
            return
        last = self.open[-1]
        if last.kind.base != kind.base:
            self._crossed(cell, kind)
            return
        self.open.pop()
        name = line.get("name")
        if name and last.name and name != last.name:
            self.note(found(codes.END_NAME, line.at("name"), name=name, opened=last.name))

    def _crossed(self, cell: Cell, kind: Kind) -> None:
        """`end group` where a repeat is open: close up to the group if one is open, else it is stray."""
        fitting = [at for at, one in enumerate(self.open) if one.kind.base == kind.base]
        if not fitting:
            self.note(found(codes.STRAY_END, cell, kind=kind.base))
            return
        for item in self.open[fitting[-1] + 1 :]:
            self.note(_unclosed(item))
        del self.open[fitting[-1] :]

    def close(self) -> None:
        for item in self.open:
            self.note(_unclosed(item))


def _unclosed(item: Item) -> Finding:
    return found(codes.UNCLOSED, item.type_cell, kind=item.kind.base, name=item.name)
