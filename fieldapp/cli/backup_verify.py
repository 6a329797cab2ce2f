"""`fieldapp backup verify`: read backups through."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp import backup
from fieldapp.backup import Backup
from fieldapp.cli.backup_list import found_in
from fieldapp.cli.copies import part_told, the_newest, told
from fieldapp.cli.unlocking import opens_of
from fieldapp.problems import Problem
from fieldapp.wording import problem as sentence
from fieldapp.wording import tr


@click.command(help=tr("Read a backup through, or the newest of the study or stick in FOLDER."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--all", "every", is_flag=True, help=tr("All of them, not only the newest."))
def command(folder: Path, every: bool) -> None:
    """Exit code 1 when one is damaged."""
    found = found_in(folder)
    chosen = found if every and found else [the_newest(found, folder)]
    sound = [is_sound(one) for one in chosen]  # each says its part
    if not all(sound):
        raise click.exceptions.Exit(1)


def is_sound(one: Backup) -> bool:
    """Say what is right or wrong with it."""
    try:
        faults = backup.verify(one, opens_of(one))
    except Problem as problem:
        click.echo(sentence(problem))
        return False
    click.echo(tr("sound: {told}", told=told(one)) if not faults else tr("damaged: {told}", told=told(one)))
    for fault in faults:
        click.echo("  " + part_told(fault.name, fault.wrong))
    return not faults
