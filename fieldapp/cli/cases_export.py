"""`fieldapp cases export FOLDER FILE`: the case list as CSV."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import cases
from fieldapp.cli.cases_list import seen
from fieldapp.cli.entering import open_study
from fieldapp.study import Right
from fieldapp.wording import tr


@click.command(
    help=tr("Write the case list to FILE (CSV); names and phones stay among the contacts."),
    epilog=tr("Example: fieldapp cases export survey cases.csv"),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(folder: Path, file: Path) -> None:
    """It can be changed in Excel and loaded again."""
    with closing(open_study(folder)) as study:
        study.require(Right.CASES)
        rows = cases.write(seen(study), file)
        study.act("cases-export", file.name, rows=str(rows))
    click.echo(tr("{n} cases written: {path}", n=rows, path=file))
