"""`fieldapp study new`: make a study."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp import study
from fieldapp.cli.entering import new_secret, show_code
from fieldapp.cli.form_add import add_all
from fieldapp.study import Protection
from fieldapp.wording import tr


@click.command(help=tr("Make a study in FOLDER, with the forms that are given."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help=tr("What people call it; the folder's name if left out."))
@click.option("--form", "forms", multiple=True, type=click.Path(path_type=Path), help=tr("A form to add."))
@click.option("--kits", is_flag=True, help=tr("Add the six study kits that come with fieldapp."))
@click.option(
    "--encrypt", is_flag=True, help=tr("Encrypt it; asks for a passphrase and says the recovery code.")
)
@click.option("--person", default="L01", show_default=True, help=tr("Code of the study lead."))
@click.option("--person-name", default="", help=tr("Name of the study lead."))
def command(
    folder: Path,
    name: str | None,
    forms: tuple[Path, ...],
    kits: bool,
    encrypt: bool,
    person: str,
    person_name: str,
) -> None:
    """Nothing is made when the folder holds a study already."""
    protection = Protection(person, new_secret(), name=person_name) if encrypt else None
    made = study.create(folder, name or folder.absolute().name, protection=protection)
    try:
        if protection is not None:
            show_code(protection.recovery)
        click.echo(tr("Study made: {folder}", folder=made.folder))
        add_all(made, [*forms, *(study.kit_forms() if kits else ())])
    finally:
        made.close()
