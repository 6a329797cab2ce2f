"""`fieldapp backup list`: which backups there are."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp import backup, files
from fieldapp.backup import Backup
from fieldapp.cli.copies import all_backups, opened, told
from fieldapp.wording import tr


@click.command(help=tr("List the backups of the study in FOLDER, or all backups on a stick or in a folder."))
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Newest first."""
    found = found_in(folder)
    for one in found:
        click.echo(told(one))
    if not found:
        click.echo(tr("There are no backups here."))


def found_in(folder: Path) -> list[Backup]:
    """Of a study: in every place where its backups may be. Of anything else: those in it."""
    if files.Layout(folder).database.exists() and not (folder / "manifest.json").exists():
        with opened(folder) as one:
            return all_backups(one)
    return backup.backups(folder)
