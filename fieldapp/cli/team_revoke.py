"""`fieldapp team revoke FOLDER LAPTOP`: a laptop is lost or leaves."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.study import Right
from fieldapp.transfer import members, team
from fieldapp.transfer.told import loss_told
from fieldapp.wording import tr


@click.command(help=tr("Take LAPTOP (its number, person or name) off the list and say what it held."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("laptop")
@click.option("--after", type=click.IntRange(min=0), help=tr("Count its work up to this entry of its log."))
def command(folder: Path, laptop: str, after: int | None) -> None:
    """The list with its next number, and what became of the work."""
    with closing(open_study(folder)) as study:
        study.require(Right.MANAGE_PEOPLE)
        found = team.find(members.load(study), study, laptop)
        loss = team.revoke(study, found.device, after)
    click.echo("\n".join(loss_told(loss)))
