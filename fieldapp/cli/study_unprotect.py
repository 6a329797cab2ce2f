"""`fieldapp study unprotect`: decrypt a study."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp import study
from fieldapp.cli.entering import needed
from fieldapp.wording import tr


@click.command(help=tr("Decrypt the study in FOLDER. Whoever has the laptop can then read all answers."))
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """No window may have it open."""
    study.unprotect(folder, needed(folder))
    click.echo(tr("No longer encrypted: {folder}", folder=folder))
