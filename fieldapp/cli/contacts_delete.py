"""`fieldapp contacts delete FOLDER`: delete the contacts at the promised date, with a record to sign."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from fieldapp import files
from fieldapp.cli.entering import open_study
from fieldapp.study import Study
from fieldapp.study.deleting import Deletion, delete
from fieldapp.study.record import html
from fieldapp.wording import tr, trn


@click.command(
    help=tr("Delete names, telephone numbers and the like of the study in FOLDER for good. The answers stay.")
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--all", "everything", is_flag=True, help=tr("All of them."))
@click.option("--before", type=click.DateTime(["%Y-%m-%d"]), help=tr("Those written before this day."))
@click.option(
    "--backups",
    multiple=True,
    type=click.Path(path_type=Path),
    help=tr("A folder or stick with backups, in which the same is deleted; can be given several times."),
)
@click.option("--record", type=click.Path(path_type=Path), help=tr("Where to write the record."))
@click.option("--yes", is_flag=True, help=tr("Do not ask."))
def command(
    folder: Path,
    everything: bool,
    before: datetime | None,
    backups: tuple[Path, ...],
    record: Path | None,
    yes: bool,
) -> None:
    """The name of the study must be typed, since nothing brings the values back."""
    if everything == bool(before):
        raise click.UsageError(tr("Say either --all or --before."))
    opened = open_study(folder)
    try:
        if not yes:
            confirm(opened)
        done = delete(opened, before=before.astimezone() if before else None, backups=backups)
        report(done, write(opened, done, record))
    finally:
        opened.close()


def confirm(opened: Study) -> None:
    """Typed in full, so that nobody does it by accident."""
    question = tr("This cannot be undone. Type the name of the study ({name})", name=opened.name)
    if click.prompt(question, err=True).strip() != opened.name:
        raise click.UsageError(tr("That is not the name. Nothing was deleted."))


def write(opened: Study, done: Deletion, record: Path | None) -> Path:
    """The record, among the exports if nothing else is asked."""
    target = record or opened.layout.exports / f"deletion-{done.at:%Y%m%d-%H%M%S}.html"
    files.make_folder(target.absolute().parent)
    files.write(target.absolute(), html(done).encode())
    return target


def report(done: Deletion, record: Path) -> None:
    """What went, what could not be reached, where the record is."""
    click.echo(trn("{n} value was deleted", "{n} values were deleted", done.values))
    click.echo(trn("{n} file was deleted", "{n} files were deleted", len(done.media)))
    for copy in done.copies:
        click.echo(tr("Also in {folder}", folder=copy.folder))
    for place in done.unreached:
        click.echo(tr("Could not be reached: {place}", place=place))
    click.echo(tr("Record: {path}", path=record))
