"""From a variable to the columns of a sheet, and how each is read from the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fieldapp.export import cells, values
from fieldapp.export.cells import Cell, Convert
from fieldapp.export.kinds import Kind
from fieldapp.export.labels import Texts, list_name
from fieldapp.export.misfits import Misfits
from fieldapp.export.options import Headings, Multiple, Options, Values
from fieldapp.export.variables import Variable
from fieldapp.form.definition import NodeDefinition

MOST_SPLIT = 200
"""A list with more choices is not spread over columns."""

_LONGEST_NOTE = 1_000


class Stored(StrEnum):
    """What a column's cells are to Excel."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    DATETIME = "date and time"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Column:
    """One column as a writer needs it. `note` is shown when the pointer rests on the heading."""

    heading: str
    stored: Stored = Stored.TEXT
    note: str = ""
    width: int = 16
    wrap: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Where a version keeps the answer, and what becomes of it."""

    reference: str
    convert: Convert


NOTHING = Reader("", lambda _: None)
"""For a version of the form that lacks the question."""


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column with the variable it shows. `code` is the choice of a 0/1 column, `part` what it holds."""

    column: Column
    variable: Variable
    part: str
    code: str
    readers: Mapping[str, Reader]
    """SHA-256 of the version -> how to read it there."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """A column to be: ending of its name and title, what it stores, how it converts in a version."""

    ending: str
    part: str
    stored: Stored
    convert: Callable[[str], Callable[[str], Cell]] | None = None
    """SHA-256 of the version -> converter; None for text that is kept as it is."""
    code: str = ""
    title: str = ""
    per_version: bool = False
    says_unanswered: bool = True
    known: frozenset[str] | None = None
    """All codes, where one that is none of them would otherwise vanish."""


class ColumnMaker:
    """Makes the columns of one workbook. `texts` are those of each version in the chosen language."""

    def __init__(self, options: Options, texts: Mapping[str, Texts], misfits: Misfits) -> None:
        self._options, self._texts, self._misfits = options, texts, misfits
        self.seen: dict[str, set[str]] = {}
        """List beside the form -> the different answers from it."""

    def columns(self, variable: Variable, unique: Callable[[str], str]) -> Iterator[DataColumn]:
        """The columns of a variable; `unique` makes their headings unique on the sheet."""
        label = self.label(variable)
        for plan in self._plans(variable):
            name = variable.name + plan.ending
            title = " / ".join(filter(None, (label, plan.title)))
            by_label = self._options.headings is Headings.LABELS and title
            heading = unique(title if by_label else name)
            note = cells.first_units(name if by_label else title, _LONGEST_NOTE)
            column = Column(heading, plan.stored, note, _width(plan))
            readers = self._readers(variable, plan, heading)
            yield DataColumn(column, variable, plan.part, plan.code, readers)

    def label(self, variable: Variable) -> str:
        """The question in the newest version that has it."""
        sha, node = next(iter(variable.nodes.items()))
        return " ".join(self._texts[sha].label(node).split())

    def _readers(self, variable: Variable, plan: _Plan, heading: str) -> dict[str, Reader]:
        converts: dict[str, Convert] = {}
        for sha in variable.nodes:
            shared = None if plan.per_version else next(iter(converts.values()), None)
            converts[sha] = shared or self._convert(variable, plan, heading, sha)
        return {sha: Reader(node.reference, converts[sha]) for sha, node in variable.nodes.items()}

    def _convert(self, variable: Variable, plan: _Plan, heading: str, sha: str) -> Convert:
        says = variable.asked and plan.says_unanswered
        empty = (self._options.unanswered or None) if says else None
        misfit = self._misfits.of(heading)
        if plan.convert is None:
            found = cells.text(misfit, empty)
        else:
            kept = cells.fresh if variable.kind is Kind.DECIMAL else cells.remembered
            found = kept(plan.convert(sha), misfit, empty)
        if plan.known is not None:
            found = cells.watched(found, plan.known, misfit)
        beside = self._list_beside(sha, variable.nodes[sha]) if plan.part in ("code", "label") else None
        return cells.noted(found, self.seen.setdefault(beside, set())) if beside else found

    def _list_beside(self, sha: str, node: NodeDefinition) -> str | None:
        """The list beside the form that a question takes its choices from."""
        inner = next(self._texts[sha].choices(node), None)
        return list_name(node) if inner is None else None

    def _plans(self, variable: Variable) -> Iterator[_Plan]:
        if variable.kind in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK):
            return self._select(variable)
        return self._plain(variable.kind)

    def _plain(self, kind: Kind) -> Iterator[_Plan]:
        if kind is Kind.GEOPOINT:
            for index, ending in enumerate(("lat", "lon", "alt", "acc")):
                yield _Plan(
                    f"_{ending}", ending, Stored.NUMBER, _same(values.coordinate(index)), title=ending
                )
            return
        stored, convert = _SIMPLE.get(kind, (Stored.TEXT, None))
        yield _Plan("", "value", stored, _same(convert) if convert else None)
        if kind in (Kind.DATETIME, Kind.TIME) and self._options.time_zones:
            zone = _same(values.offset)
            yield _Plan("_tz", "tz", Stored.TEXT, zone, title="UTC±", says_unanswered=False)

    def _select(self, variable: Variable) -> Iterator[_Plan]:
        choices = self.choices(variable)
        several = variable.kind is not Kind.SELECT_ONE
        split = several and self._options.multiple is not Multiple.ONE and 0 < len(choices) <= MOST_SPLIT
        whole = not (split and self._options.multiple is Multiple.COLUMNS)
        if whole and self._options.values is not Values.LABELS:
            yield self._codes(variable, choices)
        if whole and self._options.values is not Values.CODES:
            yield self._labels(variable, several)
        for code, label in choices.items() if split else ():
            ranked = variable.kind is Kind.RANK
            convert = _same(values.rank(code) if ranked else values.chosen(code))
            known = frozenset(choices) if not whole and code == next(iter(choices)) else None
            yield _Plan(
                f"/{code}",
                "rank" if ranked else "0/1",
                Stored.NUMBER,
                convert,
                code,
                label,
                known=known,
            )

    def choices(self, variable: Variable) -> dict[str, str]:
        """Code -> label of all choices in the form, newest version first."""
        found: dict[str, str] = {}
        for sha, node in variable.nodes.items():
            for choice in self._texts[sha].choices(node):
                found.setdefault(choice.code, choice.label)
        return found

    def _codes(self, variable: Variable, choices: Mapping[str, str]) -> _Plan:
        """Codes stay text, so that `01` keeps its zero; on request plain integers become numbers."""
        numeric = self._options.numeric_codes and variable.kind is Kind.SELECT_ONE
        if numeric and choices and all(isinstance(values.plain_number(code), int) for code in choices):
            return _Plan("", "code", Stored.NUMBER, _same(values.plain_number))
        return _Plan("", "code", Stored.TEXT)

    def _labels(self, variable: Variable, several: bool) -> _Plan:
        """Labels as they were in the version that was asked."""

        def convert(sha: str) -> Callable[[str], Cell]:
            find = self._texts[sha].choice_labels(variable.nodes[sha])
            return _joined(find) if several else find

        alone = self._options.values is Values.LABELS
        return _Plan("" if alone else "_label", "label", Stored.TEXT, convert, per_version=True)


_SIMPLE: dict[Kind, tuple[Stored, Callable[[str], Cell]]] = {
    Kind.INTEGER: (Stored.NUMBER, values.number),
    Kind.DECIMAL: (Stored.NUMBER, values.number),
    Kind.DATE: (Stored.DATE, values.day),
    Kind.DATETIME: (Stored.DATETIME, values.moment),
    Kind.TIME: (Stored.TIME, values.clock),
}
_WIDTHS = {Stored.DATE: 12, Stored.DATETIME: 20, Stored.NUMBER: 10, Stored.TIME: 10}


def _same(convert: Callable[[str], Cell]) -> Callable[[str], Callable[[str], Cell]]:
    """The same converter for every version."""
    return lambda _: convert


def _joined(find: Callable[[str], str]) -> Callable[[str], Cell]:
    return lambda answer: " | ".join(find(code) for code in answer.split())


def _width(plan: _Plan) -> int:
    return 24 if plan.part == "label" else 8 if plan.part == "tz" else _WIDTHS.get(plan.stored, 16)


def of_version(columns: Iterable[DataColumn], sha: str) -> list[tuple[str, Convert]]:
    """Reference and converter of each column for one version, in order."""
    readers = (column.readers.get(sha, NOTHING) for column in columns)
    return [(reader.reference, reader.convert) for reader in readers]
