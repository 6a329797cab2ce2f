"""From records to the rows of the data sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fieldapp.export import values
from fieldapp.export.cells import Cell
from fieldapp.export.misfits import Misfits
from fieldapp.export.records import Answers, Record
from fieldapp.export.tables import Table

Lineage = tuple[Sequence[Cell], ...]
"""The cells of the rows around a row, outermost first."""


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
            values.moment(started) or None,
            values.moment(finalized) or None,
            values.offset(finalized or started),
            meta("revision") or None,
        ]
