"""`fieldapp study new`: make a study."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp import study
from fieldapp.cli.form_add import add_all
from fieldapp.wording import tr


@click.command(help=tr("Make a study in FOLDER, with the forms that are given."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", help=tr("What people call it; the folder's name if left out."))
@click.option("--form", "forms", multiple=True, type=click.Path(path_type=Path), help=tr("A form to add."))
@click.option("--kits", is_flag=True, help=tr("Add the six study kits that come with fieldapp."))
def command(folder: Path, name: str | None, forms: tuple[Path, ...], kits: bool) -> None:
    """Nothing is made when the folder holds a study already."""
    made = study.create(folder, name or folder.absolute().name)
    try:
        click.echo(tr("Study made: {folder}", folder=made.folder))
        add_all(made, [*forms, *(study.kit_forms() if kits else ())])
    finally:
        made.close()
