"""`fieldapp study protect`: encrypt a study."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp import study
from fieldapp.cli.entering import given, new_secret, show_code
from fieldapp.files import Layout
from fieldapp.study import Protection
from fieldapp.wording import tr, trn


@click.command(help=tr("Encrypt the study in FOLDER. No window may have it open."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--person", default="L01", show_default=True, help=tr("Code of the study lead."))
@click.option("--person-name", default="", help=tr("Name of the study lead."))
def command(folder: Path, person: str, person_name: str) -> None:
    """Asks for a passphrase, says the recovery code."""
    protection = Protection(person, new_secret(), name=person_name)
    study.protect(folder, protection, unlock=given())
    click.echo(tr("Encrypted: {folder}", folder=folder))
    show_code(protection.recovery)
    tell_plain(folder)


def tell_plain(folder: Path) -> None:
    """What lies in the folder and is not encrypted."""
    left = study.plain_files(Layout(folder.absolute()))
    if left:
        click.echo(
            trn(
                "{n} file in this folder is not encrypted, such as {name}. "
                "Delete it or put it in a safe place.",
                "{n} files in this folder are not encrypted, such as {name}. "
                "Delete them or put them in a safe place.",
                len(left),
                name=left[0].relative_to(folder.absolute()),
            )
        )
