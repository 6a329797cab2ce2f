"""`fieldapp cases result FOLDER CASE OUTCOME`: what came of a contact."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import cases
from fieldapp.cli.cases_list import line, named, seen
from fieldapp.cli.entering import open_study
from fieldapp.study import Right
from fieldapp.wording import tr


@click.command(
    help=tr("Record what came of a contact with CASE: an outcome code like 224 (nobody there)."),
    epilog=tr(
        'Example: fieldapp cases result survey RET-0312 225 --next "2026-11-23 18:30" --note "晚上在家"'
    ),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("number", metavar="CASE")
@click.argument("outcome")
@click.option("--next", "appointment", default="", help=tr("When to come again, like 2026-11-23 14:30."))
@click.option("--note", default="", help=tr("A remark, without names."))
@click.option("--final", is_flag=True, help=tr("Nobody is to try again."))
def command(folder: Path, number: str, outcome: str, appointment: str, note: str, final: bool) -> None:
    """The case as it stands then."""
    with closing(open_study(folder)) as study:
        study.require(Right.CONDUCT)
        entry = named(seen(study), [number], study.name)[0]
        cases.record(study, entry, outcome, final=final, appointment=appointment, note=note)
        click.echo(line(named(seen(study), [number], study.name)[0]))
