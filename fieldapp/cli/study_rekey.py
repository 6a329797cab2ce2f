"""`fieldapp study rekey`: new keys."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp import study
from fieldapp.cli.entering import needed, show_code
from fieldapp.wording import tr


@click.command(
    help=tr(
        "Encrypt the study in FOLDER under new keys, for when somebody left who knew how to open it. "
        "The passphrases of all others stay. Older backups stay under the old keys."
    )
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--without", "gone", multiple=True, help=tr("Code of a person to take off the list."))
def command(folder: Path, gone: tuple[str, ...]) -> None:
    """Says the new recovery code; the old one opens nothing any more."""
    code = study.rekey(folder, needed(folder), gone=gone)
    click.echo(tr("Under new keys: {folder}", folder=folder))
    show_code(code)
