"""`fieldapp contacts find FOLDER TEXT`: the interviews of a person, by name or number."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.study.finding import find_person
from fieldapp.wording import tr


@click.command(
    help=tr("Find interviews in the study in FOLDER by a personal value. The log keeps who searched.")
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("text")
def command(folder: Path, text: str) -> None:
    """Names and numbers are not shown, only which interviews fit."""
    opened = open_study(folder, exclusive=False)
    try:
        for row in find_person(opened, text):
            click.echo(f"{row.instance_id}  {row.label}  {row.form_id}")
    finally:
        opened.close()
