"""`fieldapp contacts status FOLDER`: how many there are, and until when."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.study.promise import Status, status
from fieldapp.wording import tr, trn


@click.command(help=tr("How many personal values the study in FOLDER keeps, and until when it may."))
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Reads beside an open window."""
    opened = open_study(folder, exclusive=False)
    try:
        report(status(opened))
    finally:
        opened.close()


def report(found: Status) -> None:
    """Counts alone; no value."""
    click.echo(trn("{n} personal value", "{n} personal values", found.values))
    click.echo(trn("{n} file that identifies somebody", "{n} files that identify somebody", found.files))
    if found.deleted:
        click.echo(trn("{n} value was deleted", "{n} values were deleted", found.deleted))
    day = f"{found.until}" if found.until else tr("no date was set")
    click.echo(tr("To be deleted on: {date}", date=day))
    if found.due:
        click.echo(tr("The date has come: `fieldapp contacts delete FOLDER --all`"))
    if found.older:
        click.echo(
            trn(
                "{n} interview holds personal values itself: it was begun before they were kept apart. "
                "A finished interview never changes.",
                "{n} interviews hold personal values themselves: they were begun before these were kept "
                "apart. A finished interview never changes.",
                found.older,
            )
        )
