"""`fieldapp review send-back FOLDER REVISION --note TEXT`: send an interview back with a question."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import review
from fieldapp.cli.entering import open_study
from fieldapp.cli.review_list import found
from fieldapp.study import Right
from fieldapp.wording import tr


@click.command(help=tr("Send an interview back to its enumerator, who reads the note."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("revision")
@click.option("--note", required=True, help=tr("What should be looked at again."))
@click.option("--question", default="", help=tr("The question it is about, as a reference of the form."))
def command(folder: Path, revision: str, note: str, question: str) -> None:
    """The note travels as a comment."""
    with closing(open_study(folder)) as study:
        study.require(Right.REVIEW)
        entry = found(review.queue(study), revision)
        review.comment(study, entry.rev_id, question, note)
        review.say(study, entry.rev_id, "has_issues")
        click.echo(tr("Sent back: {name}", name=entry.label or entry.title))
