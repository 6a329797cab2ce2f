"""Which answers the form adds up: for the card beside a page of fields, and the last line of a roster. No Qt.

The form says so by its calculates: a read-only question with a calculation on a page of fields, or a
calculate outside a repeat that reads nothing but the rows of that repeat, such as sum(${amount}).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldapp.interview import Interview, Node, Screen
from fieldapp.interview.program import Aspect, Spec
from fieldapp.interview.references import plain
from fieldapp.ui.controls import kind_of

_NUMBERS = ("integer", "decimal", "range")
_PATH = re.compile(
    r"\s*(?:current\(\)/)?((?:\.\./)*|/)((?:[A-Za-z_][\w.-]*/)*[A-Za-z_][\w.-]*)(?![\w(:-])\s*"
)
_OR_NOUGHT = re.compile(r"coalesce\(\s*([\w.-]+)\s*,\s*0\s*\)")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Total:
    """A number that the form works out from others of the page."""

    node: Node
    parts: tuple[Node, ...]


def of_page(nodes: Sequence[Node]) -> list[Total]:
    """The totals among the questions of a page, with the numbers they are made of."""
    by_path = {node.spec.path: node for node in nodes if kind_of(node) in _NUMBERS}
    found: list[Total] = []
    for node in nodes:
        if kind_of(node) == "calculated" and node.type in ("int", "integer", "decimal", "string"):
            parts = tuple(dict.fromkeys(by_path[path] for path in _read(node.spec) if path in by_path))
            if parts:
                found.append(Total(node, parts))
    return found


def of_roster(interview: Interview, screen: Screen) -> dict[str, list[Node]]:
    """Column -> the calculates that add up its cells, directly or through a calculate of the row."""
    columns = {tuple(column.strip("/").split("/")): column for column in screen.columns}
    repeat = interview.program.spec(plain(screen.reference))
    found: dict[str, list[Node]] = {}
    if repeat is None:
        return found
    for spec in interview.program.root.walk():
        if _adds_up(spec, repeat) and (column := _column(interview, spec, columns)):
            node = interview.nearest(spec, interview.root)
            if node is not None:
                found.setdefault(column, []).append(node)
    return found


def _adds_up(spec: Spec, repeat: Spec) -> bool:
    """A calculate outside of all repeats that reads the rows of this one and nothing else."""
    paths = list(_read(spec)) if Aspect.CALCULATE in spec.rules and not spec.repeats else []
    depth = len(repeat.path)
    return bool(paths) and all(path[:depth] == repeat.path and len(path) > depth for path in paths)


def _column(interview: Interview, spec: Spec, columns: dict[tuple[str, ...], str]) -> str:
    for path in _read(spec):
        if path in columns:
            return columns[path]
        inner = interview.program.spec("/" + "/".join(path))
        for deeper in _read(inner) if inner is not None else ():
            if deeper in columns:
                return columns[deeper]
    return ""


def is_sum_of(spec: Spec, column: str) -> bool:
    """Whether it is the plain sum of the cells of a column."""
    text = spec.definition.bind.calculate or ""
    path = tuple(column.strip("/").split("/"))
    return text.strip().startswith("sum(") and list(_read(spec)) == [path]


def _read(spec: Spec) -> Iterator[tuple[str, ...]]:
    rule = spec.rules.get(Aspect.CALCULATE)
    for reference in rule.references if rule is not None else ():
        if reference.instance is None:
            yield tuple(name.rpartition(":")[2] for name in reference.path)


def formula(node: Node) -> str:
    """The calculation by question numbers: `C8 + C9 + C10`; a name where a question has no number."""

    def numbered(found: re.Match[str]) -> str:
        name = found[2].rpartition("/")[2]
        spec = node.interview.program.spec("/" + found[2]) if found[1] == "/" else None
        number = node.interview.numbering.number(spec) if spec is not None else ""
        return f" {number or name} " if found[1] else found[0]

    text = _PATH.sub(numbered, node.definition.bind.calculate or "")
    plainer = _OR_NOUGHT.sub(r"\1", text).replace("+", " + ")
    return _SPACES.sub(" ", plainer).replace("( ", "(").replace(" )", ")").replace(" ,", ",").strip()
