"""`fieldapp export`: finished interviews as an Excel workbook."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.export import Headings, Multiple, Options, Personal, Summary, Values, export_study
from fieldapp.files import make_folder
from fieldapp.study import Study
from fieldapp.wording import tr, trn


def one_of(kind: type[StrEnum]) -> click.Choice[str]:
    """The values of an enumeration as words to choose from."""
    return click.Choice([str(member) for member in kind])


@click.command(help=tr("Export the finished interviews of the study in FOLDER to an Excel workbook."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--form", help=tr("Which form, by its form_id; needed when several forms have interviews."))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help=tr("Where to write the workbook; the study's exports folder if left out."),
)
@click.option(
    "--values", type=one_of(Values), default="both", help=tr("Answers as codes, as labels, or both.")
)
@click.option(
    "--multiple",
    type=one_of(Multiple),
    default="both",
    help=tr("Several answers in one column, in one column a choice, or both."),
)
@click.option(
    "--headings",
    type=one_of(Headings),
    default="names",
    help=tr("Headings are names of questions, or their labels."),
)
@click.option("--labels", help=tr("Language of the labels: zh, en, or as the form calls it."))
@click.option(
    "--repeat-column",
    multiple=True,
    help=tr("A question of the interview to repeat on the sheets of its rosters."),
)
@click.option(
    "--codes", is_flag=True, help=tr("A code in place of each name, telephone number and the like.")
)
@click.option(
    "--personal",
    is_flag=True,
    help=tr("Also write names, telephone numbers and the like, into a workbook of their own."),
)
def command(
    folder: Path,
    form: str | None,
    out: Path | None,
    values: str,
    multiple: str,
    headings: str,
    labels: str | None,
    repeat_column: tuple[str, ...],
    codes: bool,
    personal: bool,
) -> None:
    """Reads beside an open window; a workbook that somebody has open gets a number in its name."""
    options = Options(
        values=Values(values),
        multiple=Multiple(multiple),
        headings=Headings(headings),
        language=labels,
        parent_columns=repeat_column,
        personal=Personal.CODES if codes else Personal.OUT,
    )
    opened = open_study(folder, exclusive=False)
    try:
        form_id = form or the_form(opened)
        report(exported(opened, form_id, out, options))
        if personal:
            report(contacts(opened, form_id, out, options))
    finally:
        opened.close()


def the_form(opened: Study) -> str:
    """The only form with finished interviews."""
    names = sorted({row.form_id for row in opened.finalized()})
    if not names:
        raise click.UsageError(tr("There are no finished interviews in this study yet."))
    if len(names) > 1:
        raise click.UsageError(
            tr("Interviews with several forms: choose one with --form ({names}).", names=", ".join(names))
        )
    return names[0]


def exported(opened: Study, form_id: str, out: Path | None, options: Options) -> Summary:
    """Write the workbook where it was asked for."""
    store = opened.exporting()
    target = out or opened.layout.exports / f"{form_id}.xlsx"
    make_folder(target.absolute().parent)
    summary = export_study(store, form_id, target.absolute(), options, lists_key=lists_key(opened))
    opened.act("export", form_id, path=str(summary.path), rows=str(summary.rows))
    return summary


def contacts(opened: Study, form_id: str, out: Path | None, options: Options) -> Summary:
    """Write the direct identifiers, beside the workbook of the answers; the log says where they went."""
    store = opened.exporting(personal=True)
    place = out or opened.layout.exports / f"{form_id}.xlsx"
    target = place.absolute().with_name(f"{place.stem}-contacts.xlsx")
    only = replace(options, personal=Personal.ONLY, parent_columns=())
    summary = export_study(store, form_id, target, only, lists_key=lists_key(opened))
    opened.act("export-contacts", form_id, path=str(summary.path), rows=str(summary.rows))
    return summary


def lists_key(opened: Study) -> bytes | None:
    """What opens the lists of an encrypted study."""
    return opened.secrets.lists_key if opened.secrets else None


def report(summary: Summary) -> None:
    """Where it is, how much it holds, and what should be known about it."""
    click.echo(tr("Workbook: {path}", path=summary.path))
    click.echo(trn("{n} row exported", "{n} rows exported", summary.rows))
    for note in summary.notes:
        click.echo(note)
