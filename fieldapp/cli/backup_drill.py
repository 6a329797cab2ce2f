"""`fieldapp backup drill`: prove that the newest backup opens and says what the study said."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from fieldapp import backup
from fieldapp.cli.copies import all_backups, opened, the_newest, told
from fieldapp.wording import tr, trn


@click.command(help=tr("Restore the newest backup of the study in FOLDER beside it, compare, remove it."))
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Nothing of the study changes, but that the drill is entered."""
    with opened(folder) as one:
        newest = the_newest(all_backups(one), folder)
        done = backup.drill(newest, one.folder, one.store.open_copy)
        backup.remember_drill(one.settings, datetime.now().astimezone())
        one.act("drill", newest.folder.name, files=str(done.files))
        click.echo(tr("The drill went well: {told}", told=told(newest)))
        click.echo(
            trn("{n} file restored and compared", "{n} files restored and compared", done.files)
            + tr("; every row says what it said when the backup was made.")
        )
