"""`fieldapp form add`: take forms into a study."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.study import Study
from fieldapp.wording import tr


@click.command(help=tr("Add the FORMS (.xlsx, .xls, .xml) to the study in FOLDER."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("forms", nargs=-1, required=True, type=click.Path(path_type=Path))
def command(folder: Path, forms: tuple[Path, ...]) -> None:
    """The first form that cannot be added stops the command; those before it stay."""
    opened = open_study(folder)
    try:
        add_all(opened, forms)
    finally:
        opened.close()


def add_all(to: Study, forms: Iterable[Path]) -> None:
    """Add each form and say so."""
    for path in forms:
        row = to.add_form(path)
        click.echo(tr("Form added: {form_id}, version {version}", form_id=row.form_id, version=row.version))
