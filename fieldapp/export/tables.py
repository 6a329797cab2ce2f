"""The sheets of data: which columns they have, and from a record to their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.export import cells
from fieldapp.export.cells import Cell
from fieldapp.export.columns import Column, ColumnMaker, DataColumn, Stored, of_version
from fieldapp.export.misfits import Misfits, Spool
from fieldapp.export.names import SheetNames, Unique
from fieldapp.export.options import Headings, Options
from fieldapp.export.records import Answers, Record
from fieldapp.export.variables import Level, Variable
from fieldapp.problems import EXPORT_COLUMN, EXPORT_TOO_LARGE, Problem
from fieldapp.wording import tr

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST_HEADING = 255
"""What Excel allows for the heading of a table."""

Lineage = tuple[Sequence[Cell], ...]
"""The cells of the rows around a row, outermost first."""


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
            return [*_ours(interview_key()), *own, *_ours(*interview_facts())]
        return [*_ours(*repeat_keys()), *_ours(*(shown.column for shown in self.inherited)), *own]

    def _check_width(self) -> None:
        if len(self.columns) > MOST_COLUMNS:
            self._refuse(0)

    def _refuse(self, rows: int) -> None:
        raise Problem(EXPORT_TOO_LARGE, where=self.name, rows=rows, columns=len(self.columns))


def _ours(*columns: Column) -> list[tuple[Column, DataColumn | None]]:
    """Columns that are no question's own."""
    return [(column, None) for column in columns]


def interview_key() -> Column:
    """The key of an interview, the same in every export."""
    return Column("_key", note=tr("Key of the interview; it stays the same in every export"), width=12)


def interview_facts() -> list[Column]:
    """What we know of an interview beside its answers."""
    return [
        Column("_state", note=tr("finalized, draft, or conflict: one of two finished versions"), width=10),
        Column("_form_version", note=tr("Version of the form that was used"), width=10),
        Column("_author", note=tr("Who conducted it"), width=12),
        Column("_device", note=tr("Laptop it was conducted on"), width=18),
        Column("_started", Stored.DATETIME, tr("When it was begun, by the clock of the laptop"), 20),
        Column("_finalized", Stored.DATETIME, tr("When it was finalized, by the clock of the laptop"), 20),
        Column("_utc_offset", note=tr("How far the clock of the laptop was from UTC"), width=8),
        Column("_revision", note=tr("Exact version of the answers"), width=12),
    ]


def repeat_keys() -> list[Column]:
    """What a row of a repeat is joined by."""
    return [
        Column("_key", note=tr("Key of this row; it stays the same in every export"), width=12),
        Column("_parent", note=tr("_key of the row one level up"), width=12),
        Column("_interview", note=tr("_key of the interview"), width=12),
        Column("_row", Stored.NUMBER, tr("Place of the row, from 1"), 6),
    ]


SYSTEM = tuple(column.heading for column in (interview_key(), *interview_facts(), *repeat_keys()))


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
            if "D" in variable.personal and not self._options.personal:
                self.left_out.append((sheet, variable))
            else:
                yield variable

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


class Filler:
    """Turns records into rows: those of interviews are handed on, those of repeats are put aside."""

    def __init__(self, root: Table, versions: Mapping[str, str], misfits: Misfits) -> None:
        self._root, self._versions, self._misfits = root, versions, misfits

    def interviews(self, records: Iterable[Record]) -> Iterator[Sequence[Cell]]:
        """The rows of the first sheet."""
        root = self._root
        for record in records:
            own = root.cells(record.form_sha256, record.answers)
            root.counted()
            self._misfits.place(root.name, record.key)
            for child in root.children:
                self._repeats(child, record, record.answers, record.key, (own,))
            yield [record.key, *own, *self._facts(record)]

    def _repeats(self, table: Table, record: Record, answers: Answers, parent: str, around: Lineage) -> None:
        """Put aside the rows of one repeat, and of the repeats in them."""
        sha = record.form_sha256
        repeat = table.level.repeats.get(sha)
        rows = answers.get(repeat.reference, ()) if repeat else ()
        for place, row in enumerate(rows, start=1):
            own = table.cells(sha, row["answers"])
            key = f"{record.key}/{row['row']}"
            self._misfits.place(table.name, key)
            again = [around[shown.depth][shown.index] for shown in table.inherited]
            table.keep([key, parent, record.key, place, *again, *own])
            for child in table.children:
                self._repeats(child, record, row["answers"], key, (*around, own))

    def _facts(self, record: Record) -> list[Cell]:
        meta = record.meta.get
        started, finalized = meta("started", ""), meta("finalized", "")
        return [
            record.state,
            self._versions[record.form_sha256],
            meta("author") or None,
            meta("device") or None,
            cells.moment(started) or None,
            cells.moment(finalized) or None,
            cells.offset(finalized or started),
            meta("revision") or None,
        ]
