"""The sheets of data and their columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldapp.export.cells import Cell
from fieldapp.export.columns import Column, ColumnMaker, DataColumn, of_version
from fieldapp.export.facts import SYSTEM, interview_facts, interview_key, ours, repeat_keys
from fieldapp.export.misfits import Spool
from fieldapp.export.names import SheetNames, Unique
from fieldapp.export.options import Headings, Options, Personal
from fieldapp.export.records import Answers
from fieldapp.export.variables import Level, Variable
from fieldapp.problems import EXPORT_COLUMN, EXPORT_TOO_LARGE, Problem

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST_HEADING = 255
"""What Excel allows for the heading of a table."""


@dataclass(frozen=True, slots=True)
class Inherited:
    """A column of a sheet above, shown again: how many levels down from the top, and which cell."""

    column: Column
    depth: int
    index: int


class Table:
    """One sheet of data while it is being filled. Rows of repeats wait on disk for their turn."""

    def __init__(self, level: Level, name: str, own: list[DataColumn], inherited: list[Inherited]) -> None:
        self.level, self.name, self.own, self.inherited = level, name, own, inherited
        self.children: list[Table] = []
        self.count = 0
        self._spool = Spool() if level.repeats else None
        shas = {sha for column in own for sha in column.readers} | set(level.repeats)
        self._readers = {sha: of_version(own, sha) for sha in shas}
        self.columns: list[tuple[Column, DataColumn | None]] = self._headed()
        """All columns in order, those of questions with what they are made from."""
        self._check_width()

    def walk(self) -> Iterator[Table]:
        """This table and those of its repeats."""
        yield self
        for child in self.children:
            yield from child.walk()

    def cells(self, sha: str, answers: Answers) -> list[Cell]:
        """The cells of our own columns for one row."""
        get = answers.get
        return [convert(get(reference)) for reference, convert in self._readers.get(sha, ())]

    def counted(self) -> None:
        """One more row; refuses the first that Excel has no room for."""
        self.count += 1
        if self.count >= MOST_ROWS:
            self._refuse(self.count)

    def keep(self, row: list[Cell]) -> None:
        """Put the row of a repeat aside."""
        self.counted()
        if self._spool is not None:
            self._spool.add(tuple(row))

    def kept(self) -> Iterator[Sequence[Cell]]:
        """The rows put aside."""
        rows: Iterator[Sequence[Cell]] = self._spool.rows() if self._spool else iter(())  # type: ignore[assignment]
        return rows

    def close(self) -> None:
        """Give the disk space back."""
        if self._spool is not None:
            self._spool.close()

    def _headed(self) -> list[tuple[Column, DataColumn | None]]:
        own = [(data.column, data) for data in self.own]
        if not self.level.repeats:
            return [*ours(interview_key()), *own, *ours(*interview_facts())]
        return [*ours(*repeat_keys()), *ours(*(shown.column for shown in self.inherited)), *own]

    def _check_width(self) -> None:
        if len(self.columns) > MOST_COLUMNS:
            self._refuse(0)

    def _refuse(self, rows: int) -> None:
        raise Problem(EXPORT_TOO_LARGE, where=self.name, rows=rows, columns=len(self.columns))


class TableMaker:
    """Plans all sheets of data of one workbook."""

    def __init__(self, options: Options, maker: ColumnMaker, names: SheetNames) -> None:
        self._options, self._maker, self._names = options, maker, names
        self.left_out: list[tuple[str, Variable]] = []
        """Sheet and variable of the direct identifiers that stay out."""
        self._used: set[str] = set()

    def tables(self, top: Level) -> Table:
        """The table of the interviews, with those of its repeats below it."""
        root = self._table(top, ())
        missing = [name for name in self._options.parent_columns if name not in self._used]
        if missing and any(root.children):
            known = ", ".join(column.variable.name for column in root.own if not column.code)
            raise Problem(EXPORT_COLUMN, where=top.name, value=missing[0], known=known)
        return root

    def _table(self, level: Level, above: tuple[Table, ...]) -> Table:
        name = self._names.take(self._title(level))
        headings = Unique(LONGEST_HEADING)
        for taken in SYSTEM:
            headings.take(taken)
        inherited = self._inherited(above, headings) if above else []
        own = [
            column
            for variable in self._allowed(level, name)
            for column in self._maker.columns(variable, headings.take)
        ]
        table = Table(level, name, own, inherited)
        table.children = [self._table(child, (*above, table)) for child in level.children]
        return table

    def _title(self, level: Level) -> str:
        repeats = level.repeats
        if self._options.headings is Headings.NAMES or not repeats:
            return level.name
        return self._maker.label(Variable.of_repeat(level.name, repeats)) or level.name

    def _allowed(self, level: Level, sheet: str) -> Iterator[Variable]:
        for variable in level.variables:
            direct, wanted = "D" in variable.personal, self._options.personal
            if wanted is Personal.ONLY:
                yield from [variable] if direct else []
            elif not direct:
                yield variable
            elif wanted is Personal.CODES and not variable.is_file:
                yield variable.as_code()
            else:
                self.left_out.append((sheet, variable))

    def _inherited(self, above: tuple[Table, ...], headings: Unique) -> list[Inherited]:
        """The chosen columns of the sheets above, the nearest sheet first."""
        found: list[Inherited] = []
        for wanted in self._options.parent_columns:
            for depth in reversed(range(len(above))):
                shown = [pair for pair in enumerate(above[depth].own) if pair[1].variable.name == wanted]
                for index, data in shown:
                    self._used.add(wanted)
                    heading = headings.take(data.column.heading)
                    found.append(Inherited(_renamed(data.column, heading), depth, index))
                if shown:
                    break
        return found


def _renamed(column: Column, heading: str) -> Column:
    return Column(heading, column.stored, column.note, column.width, column.wrap)
