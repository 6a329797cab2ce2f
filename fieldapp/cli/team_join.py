"""`fieldapp team join FOLDER`: accept the roster that waits, by the words of the lead's laptop."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.transfer import team
from fieldapp.wording import tr


@click.command(help=tr("Join the team whose list a bundle has brought."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--words", default="", help=tr("The eight words on the screen of the study lead's laptop."))
def command(folder: Path, words: str) -> None:
    """From now on that laptop's list rules here."""
    with closing(open_study(folder)) as study:
        typed = words or click.prompt(tr("The eight words on the study lead's screen"), err=True)
        roster = team.join(study, typed)
    click.echo(tr("Joined: list {number}, {n} laptops.", number=roster.number, n=len(roster.laptops)))
