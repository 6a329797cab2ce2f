"""The whole export: from records to a workbook on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldapp.export import codebook, readme
from fieldapp.export.cells import Cell
from fieldapp.export.columns import Column, ColumnMaker
from fieldapp.export.filling import Filler
from fieldapp.export.labels import Lists, Texts, language_of
from fieldapp.export.misfits import Misfits
from fieldapp.export.names import SheetNames
from fieldapp.export.options import DEFAULTS, Options
from fieldapp.export.place import free_target
from fieldapp.export.records import Record
from fieldapp.export.tables import Table, TableMaker
from fieldapp.export.variables import levels
from fieldapp.export.writers import Sheet, Writer, best_writer
from fieldapp.files import replacing
from fieldapp.form.definition import FormDefinition
from fieldapp.problems import FORM_MISSING, Problem
from fieldapp.wording import tr

Progress = Callable[[int], None]
"""Told how many interviews are done."""

Rows = Iterator[Sequence[Cell]]

_STEP = 100


class Cancelled(Exception):
    """The person stopped the export; nothing was written."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was written: the rows of each data sheet by its name, and what should be told at once."""

    path: Path
    sheets: Mapping[str, int]
    notes: tuple[str, ...]

    @property
    def interviews(self) -> int:
        """Rows of the first sheet."""
        return next(iter(self.sheets.values()), 0)

    @property
    def rows(self) -> int:
        """All rows of the data sheets."""
        return sum(self.sheets.values())


def export_workbook(
    records: Iterable[Record],
    definitions: Mapping[str, FormDefinition],
    target: Path,
    options: Options = DEFAULTS,
    *,
    lists: Lists = lambda sha, instance: None,
    progress: Progress = lambda done: None,
    cancelled: Callable[[], bool] = lambda: False,
    writer: Writer | None = None,
) -> Summary:
    """Write one workbook; `definitions` are the versions of one form, oldest first.

    `records` are read once, one at a time. Until the last byte is written, `target` is as it was;
    where a program has it open, the workbook gets a new number in its name.
    """
    book = Book(definitions, options, lists)
    try:
        sheets = book.sheets(book.allowed(records), lambda rows: _followed(rows, progress, cancelled))
        return book.summary(_write(writer or best_writer(), target, sheets))
    finally:
        book.close()


def _write(writer: Writer, target: Path, sheets: list[Sheet]) -> Path:
    place = free_target(target)
    with replacing(place) as temporary:
        writer(temporary, sheets)
    return place


def _followed(rows: Rows, progress: Progress, cancelled: Callable[[], bool]) -> Rows:
    """The same rows; tells how far we are and stops when asked to."""
    done = 0
    for done, row in enumerate(rows, start=1):
        yield row
        if done % _STEP == 0:
            progress(done)
            if cancelled():
                raise Cancelled
    progress(done)


class Book:
    """The sheets of one workbook in the making."""

    def __init__(self, definitions: Mapping[str, FormDefinition], options: Options, lists: Lists) -> None:
        self._newest_first = dict(list(definitions.items())[::-1])
        newest = next(iter(self._newest_first.values()))
        self._options, self._language = options, language_of(newest, options.language)
        self._texts = {sha: _texts(form, lists) for sha, form in self._newest_first.items()}
        self._misfits, self._names = Misfits(), SheetNames()
        self._maker = ColumnMaker(options, self._chosen_texts(), self._misfits)
        tables = TableMaker(options, self._maker, self._names)
        self._root = tables.tables(levels(definitions.values()))
        made = datetime.now().astimezone()
        forms = list(self._newest_first.values())
        self._about = readme.About(
            forms, self._language, options, self._root, tables.left_out, self._misfits, made
        )

    def allowed(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records in the states that were asked for."""
        for record in records:
            if record.form_sha256 not in self._newest_first:
                raise Problem(FORM_MISSING, where=record.key)
            if record.state in self._options.states:
                yield record

    def sheets(self, records: Iterable[Record], followed: Callable[[Rows], Rows]) -> list[Sheet]:
        """All sheets: data first, so that programs find it first; explanations last."""
        versions = {sha: form.version for sha, form in self._newest_first.items()}
        filler = Filler(self._root, versions, self._misfits)
        first, *others = self._root.walk()
        data = [Sheet(first.name, _headings(first), followed(filler.interviews(records)))]
        data += [Sheet(table.name, _headings(table), table.kept()) for table in others]
        return [*data, *(self._explained() if self._options.codebook else ()), self._explanations()]

    def summary(self, path: Path) -> Summary:
        """What was written."""
        counts = {table.name: table.count for table in self._root.walk()}
        return Summary(path, counts, readme.notes(self._about))

    def close(self) -> None:
        """Give the disk space back."""
        self._misfits.close()
        for table in self._root.walk():
            table.close()

    def _chosen_texts(self) -> dict[str, Texts]:
        """The texts in the chosen language, or a version's first one where it lacks that."""
        chosen = self._language or ""
        return {sha: texts.get(chosen) or next(iter(texts.values())) for sha, texts in self._texts.items()}

    def _explained(self) -> Iterator[Sheet]:
        source = codebook.Source(
            self._newest_first, self._texts, self._root, self._about.left_out, self._maker.seen
        )
        questions, choices = codebook.question_rows(source), codebook.choice_rows(source)
        yield Sheet(self._names.take(tr("Codebook")), codebook.question_columns(source), questions)
        yield Sheet(self._names.take(tr("Choices")), codebook.choice_columns(source), choices)

    def _explanations(self) -> Sheet:
        return Sheet(self._names.take(tr("Read me")), readme.columns(), readme.rows(self._about))


def _texts(form: FormDefinition, lists: Lists) -> dict[str, Texts]:
    return {language: Texts(form, language, lists) for language in form.languages or ("",)}


def _headings(table: Table) -> list[Column]:
    return [column for column, _ in table.columns]
