"""`fieldapp cases assign FOLDER CODE CASE...`: hand cases to an enumerator."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import cases
from fieldapp.cli.cases_list import named
from fieldapp.cli.entering import open_study
from fieldapp.study import Right
from fieldapp.wording import tr, trn


@click.command(
    help=tr("Hand cases to the enumerator CODE; they travel with the next bundle."),
    epilog=tr("Example: fieldapp cases assign survey E07 RET-0312 RET-0315"),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("code")
@click.argument("numbers", metavar="CASE...", nargs=-1, required=True)
def command(folder: Path, code: str, numbers: tuple[str, ...]) -> None:
    """All are looked up before the first moves."""
    with closing(open_study(folder)) as study:
        study.require(Right.CASES)
        entries = named(cases.cases(study), numbers, study.name)
        moved = cases.assign(study, entries, "" if code == "-" else code)
    click.echo(trn("{n} case handed to {code}", "{n} cases handed to {code}", moved, code=code))
