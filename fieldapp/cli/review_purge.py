"""`fieldapp review purge FOLDER REVISION --reason TEXT`: forget an interview, here and on every laptop."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import review
from fieldapp.cli.contacts_delete import confirm
from fieldapp.cli.entering import open_study
from fieldapp.cli.review_list import found
from fieldapp.study import Right
from fieldapp.wording import tr, trn


@click.command(
    help=tr("Forget an interview because somebody asks for it. Every laptop that hears of it forgets it too.")
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("revision")
@click.option("--reason", required=True, help=tr("Why; it is kept."))
@click.option("--yes", is_flag=True, help=tr("Do not ask."))
def command(folder: Path, revision: str, reason: str, yes: bool) -> None:
    """The name of the study must be typed, since nothing brings the interview back."""
    with closing(open_study(folder)) as study:
        study.require(Right.DELETE_CONTACTS)
        entry = found(review.queue(study), revision)
        if not yes:
            confirm(study)
        gone = review.purge(study, entry.record_id, reason)
        click.echo(tr("Forgotten: {name}", name=entry.label or entry.title))
        click.echo(trn("{n} value was deleted", "{n} values were deleted", gone.values))
        click.echo(trn("{n} file was deleted", "{n} files were deleted", gone.files))
        click.echo(tr("Backups and sticks still hold it until they are written over."))
