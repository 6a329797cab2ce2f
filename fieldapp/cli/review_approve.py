"""`fieldapp review approve FOLDER REVISION...`: approve interviews."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import review
from fieldapp.cli.entering import open_study
from fieldapp.cli.review_list import found
from fieldapp.study import Right
from fieldapp.wording import tr


@click.command(help=tr("Approve interviews by the beginning of their revision (see list)."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("revisions", nargs=-1, required=True)
def command(folder: Path, revisions: tuple[str, ...]) -> None:
    """All are looked up before the first is approved."""
    with closing(open_study(folder)) as study:
        study.require(Right.REVIEW)
        entries = review.queue(study)
        for entry in [found(entries, one) for one in revisions]:
            review.say(study, entry.rev_id, "approved")
            click.echo(tr("Approved: {name}", name=entry.label or entry.title))
