"""`fieldapp study recovery`: a new recovery code."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp import study
from fieldapp.cli.entering import needed, show_code
from fieldapp.wording import tr


@click.command(
    help=tr("Make a new recovery code for the study in FOLDER; the old one opens nothing any more.")
)
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Nothing is written anew but the list of keys."""
    opened = study.open(folder, unlock=needed(folder))
    try:
        code = opened.people.new_recovery_code()
    finally:
        opened.close()
    show_code(code)
