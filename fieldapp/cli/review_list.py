"""`fieldapp review list FOLDER`: one line an interview, its flags below."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import review
from fieldapp.cli.entering import open_study
from fieldapp.review import Entry
from fieldapp.study import Right
from fieldapp.wording import tr


@click.command(help=tr("List what waits for a word, most flags first; --all lists every interview."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help=tr("Also what was approved, sent back or rejected."))
def command(folder: Path, every: bool) -> None:
    """The first column names the revision, for the other commands."""
    with closing(open_study(folder)) as study:
        study.require(Right.REVIEW)
        entries = review.queue(study, review.flags_of(study))
    waiting = ("received", "edited", "disputed", "conflict")
    shown = [one for one in entries if every or one.state in waiting]
    for entry in shown:
        click.echo("\n".join(told(entry)))
    if not shown:
        click.echo(tr("Nothing waits."))


def told(entry: Entry) -> list[str]:
    """The interview, and a line for each flag."""
    parts = (entry.rev_id[:12], entry.state, entry.author or entry.device[:8], entry.label or entry.title)
    return ["  ".join(parts), *(f"    {flag.sentence}" for flag in entry.flags)]


def found(entries: list[Entry], beginning: str) -> Entry:
    """The one whose revision begins like this."""
    named = [one for one in entries if beginning and one.rev_id.startswith(beginning)]
    if len(named) != 1:
        raise click.UsageError(tr("No single interview begins with {text}.", text=beginning))
    return named[0]
