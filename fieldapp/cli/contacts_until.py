"""`fieldapp contacts until FOLDER DATE`: the date that the people asked were promised."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.study.promise import set_until
from fieldapp.study.rights import Right
from fieldapp.wording import tr


@click.command(help=tr("Set the DATE (2027-06-30) on which the contacts of the study in FOLDER must go."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("date")
def command(folder: Path, date: str) -> None:
    """The window reminds of it when it has come."""
    opened = open_study(folder)
    try:
        opened.require(Right.SETTINGS)
        set_until(opened, date)
        click.echo(tr("To be deleted on: {date}", date=date))
    finally:
        opened.close()
