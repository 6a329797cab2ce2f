"""`fieldapp backup FOLDER`: make a second copy, read back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import backup
from fieldapp.backup import Made, Target, Wishes
from fieldapp.cli.copies import opened, source_of, target_of, told
from fieldapp.study import Study
from fieldapp.wording import tr


@click.command(help=tr("Make a backup of the study in FOLDER and read it back. Works beside an open window."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--to",
    type=click.Path(path_type=Path),
    help=tr("A folder or stick to write to; the usual place if left out."),
)
def command(folder: Path, to: Path | None) -> None:
    """The usual place: the folder chosen in the window, else a stick, else the study's own folder."""
    with opened(folder) as one:
        target = target_of(one, to)
        report(made_in(one, target), target, one)


def made_in(one: Study, target: Target) -> Made:
    """Make it from an own connection, and enter that it was made."""
    with closing(one.reader()) as store:
        made = backup.back_up(source_of(one, store), target.folder, policy=Wishes.read(one.settings).policy)
    backup.remember(one.settings, made, target)
    one.act("backup", made.backup.folder.name, place=target.kind, reason="by hand")
    return made


def report(made: Made, target: Target, one: Study) -> None:
    """What was made, and what it is worth."""
    click.echo(tr("Backed up and read back: {told}", told=told(made.backup)))
    if target.same_disk:
        click.echo(tr("It lies on the same disk as the study: if that breaks, both are gone. Use a stick."))
    if not one.protected:
        click.echo(tr("The study is not encrypted, so the copy is not either. Keep it locked away."))
    if missing := made.backup.trusted.missing:
        click.echo(tr("The study itself has lost these files: {names}", names=", ".join(missing)))
