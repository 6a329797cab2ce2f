"""`fieldapp study passphrase`: another passphrase for whoever unlocks."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp import study
from fieldapp.cli.entering import needed, new_secret
from fieldapp.wording import tr


@click.command(
    help=tr(
        "Change the passphrase with which you open the study in FOLDER. With the recovery code, "
        "--person says whose passphrase is set anew."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--person", default="", help=tr("Code of the person; yourself if left out."))
def command(folder: Path, person: str) -> None:
    """Nothing is written anew but the list of keys."""
    unlock = needed(folder)
    opened = study.open(folder, unlock=unlock)
    try:
        if person:
            opened.people.reset(person, new_secret())
        else:
            opened.people.change_own(unlock.secret, new_secret())
    finally:
        opened.close()
    click.echo(tr("The passphrase is changed."))
