"""The sheet that explains the workbook, and lists in full what did not fit a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from fieldapp import __version__
from fieldapp.export.cells import Cell
from fieldapp.export.columns import Column
from fieldapp.export.misfits import Misfits
from fieldapp.export.options import Multiple, Options, Personal, Values
from fieldapp.export.tables import Table
from fieldapp.export.variables import Variable
from fieldapp.form.definition import FormDefinition
from fieldapp.wording import tr, trn

Row = list[Cell]


@dataclass(frozen=True, slots=True)
class About:
    """What the sheet speaks of."""

    definitions: Sequence[FormDefinition]
    """Newest first."""
    language: str | None
    options: Options
    root: Table
    left_out: Sequence[tuple[str, Variable]]
    misfits: Misfits
    made: datetime


def columns() -> list[Column]:
    """Subject and explanation."""
    return [Column(tr("Subject"), width=24, wrap=True), Column(tr("Explanation"), width=100, wrap=True)]


def rows(about: About) -> Iterator[Row]:
    """The whole sheet; to be read after the data sheets, since it counts their rows."""
    yield from _origin(about)
    yield from _sheets(about)
    yield from _reading(about)
    yield from _personal(about)
    yield from _long_texts(about.misfits)


def notes(about: About) -> tuple[str, ...]:
    """What the person should be told at once, not only in the file."""
    told = []
    if about.left_out:
        told.append(_left_out(about))
    if about.misfits.count:
        told.append(_told_long(about.misfits))
    return tuple(told)


def _origin(about: About) -> Iterator[Row]:
    newest = about.definitions[0]
    yield [tr("Form"), newest.title or newest.form_id]
    yield [tr("Form id"), newest.form_id]
    yield [tr("Versions"), ", ".join(dict.fromkeys(form.version for form in reversed(about.definitions)))]
    yield [tr("Exported"), about.made.isoformat(" ", "seconds")]
    yield [tr("Made by"), f"fieldapp {__version__}"]
    if about.language:
        yield [tr("Language of the labels"), about.language]


def _sheets(about: About) -> Iterator[Row]:
    for table in about.root.walk():
        yield [tr("Sheet {name}", name=table.name), trn("{n} row", "{n} rows", table.count)]


def _reading(about: About) -> Iterator[Row]:
    """How each kind of cell is to be read."""
    keys = tr(
        "_key is the key of a row and stays the same in every export. On the sheets of repeats, _parent is "
        "the _key of the row one level up, _interview that of the interview, _row the place of the row."
    )
    skipped = tr("The question was not asked (skipped), or this version of the form lacks it.")
    yield [tr("Keys of the rows"), keys]
    yield [tr("Empty cell"), skipped]
    yield from _unanswered(about)
    yield from _missing(about)
    yield from _selects(about.options)
    yield from _types(about.options)


def _unanswered(about: About) -> Iterator[Row]:
    """The mark of unanswered questions, and how analysts' programs take it."""
    mark = about.options.unanswered
    if not mark:
        return
    yield [mark, tr("The question was asked and left without an answer.")]
    pandas = tr(
        "read_excel takes empty cells and {mark} as missing, so numbers stay numbers. "
        "With keep_default_na=False, na_values=[''] it keeps the two apart.",
        mark=mark,
    )
    if mark == Options().unanswered:
        yield ["Python pandas", pandas]
    yield ["R readxl", tr("read_excel(path, na = c('', '{mark}')) takes both as missing.", mark=mark)]


def _missing(about: About) -> Iterator[Row]:
    codes = dict.fromkeys(code for form in about.definitions for code in form.missing_codes)
    explanation = tr(
        "Codes for don't know, refused and the like. They stand as they were answered; leave them out of "
        "sums and means."
    )
    if codes:
        yield [tr("Missing codes {codes}", codes=", ".join(codes)), explanation]


def _selects(options: Options) -> Iterator[Row]:
    labels = tr("A question with choices has its code under its name and the label under name_label.")
    several = tr(
        "name/code is 1 where the choice was ticked and 0 where it was not; in a ranking it is the place."
    )
    if options.values is Values.BOTH:
        yield [tr("Codes and labels"), labels]
    if options.multiple is not Multiple.ONE:
        yield [tr("Several choices"), several]


def _types(options: Options) -> Iterator[Row]:
    exact = tr(
        "Codes, IDs and telephone numbers are text, so that no zero and no digit is lost. "
        "Of numbers Excel keeps 15 digits."
    )
    wall = tr("Times are those of the clock where the interview took place.")
    zone = tr("name_tz is the offset from UTC.") if options.time_zones else ""
    yield [tr("Text and numbers"), exact]
    yield [tr("Dates and times"), f"{wall} {zone}".strip()]


def _personal(about: About) -> Iterator[Row]:
    if about.left_out:
        names = ", ".join(f"{sheet}: {variable.name}" for sheet, variable in about.left_out)
        yield [tr("Personal data"), f"{_left_out(about)} {names}"]
    if about.options.personal is Personal.CODES and _holds_identifiers(about.root):
        yield [
            tr("Personal data"),
            tr(
                "Direct identifiers are replaced by codes. Equal values have the same code in every export "
                "of this study; a code is random and not made from the value."
            ),
        ]
    elif about.options.personal is Personal.ONLY:
        yield [
            tr("Personal data"),
            tr("This workbook holds direct identifiers. Keep it encrypted and do not pass it on."),
        ]


def _left_out(about: About) -> str:
    return trn(
        "{n} question with direct identifiers was left out.",
        "{n} questions with direct identifiers were left out.",
        len(about.left_out),
    )


def _holds_identifiers(root: Table) -> bool:
    return any("D" in data.variable.personal for table in root.walk() for data in table.own)


def _long_texts(misfits: Misfits) -> Iterator[Row]:
    if not misfits.count:
        return
    yield [None, None]
    yield [tr("Full texts"), _told_long(misfits)]
    for part in misfits.parts():
        yield [f"{part.sheet} | {part.key} | {part.column} | {part.number}", part.text]


def _told_long(misfits: Misfits) -> str:
    return trn(
        "{n} answer does not fit a cell as it is. It stands in full at the end of the last sheet.",
        "{n} answers do not fit a cell as they are. They stand in full at the end of the last sheet.",
        misfits.count,
    )
