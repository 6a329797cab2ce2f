"""`fieldapp bundle update FOLDER`: which app updates came; `--save TARGET` copies one out. None is run."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.transfer import updates
from fieldapp.wording import tr


@click.command(help=tr("List the app updates that came with bundles; nothing is ever installed by itself."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--save",
    type=click.Path(path_type=Path),
    help=tr("Copy the newest one for this system to TARGET, held against its hash."),
)
def command(folder: Path, save: Path | None) -> None:
    """One line each, the state in words."""
    with closing(open_study(folder)) as study:
        lying = updates.lying(study)
        for one, state in lying:
            click.echo(f"{one.name}: {updates.state_words(state)}")
        if not lying:
            click.echo(tr("No app update came yet."))
        if save is not None:
            saved = updates.save(study, save)
            click.echo(tr("{name} is saved. Close this app, then start it by hand.", name=saved.name))
