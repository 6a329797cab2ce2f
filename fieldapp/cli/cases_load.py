"""`fieldapp cases load FOLDER FILE`: take in a list of cases, all of it or nothing."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import cases
from fieldapp.cases import Loading
from fieldapp.cli.entering import open_study
from fieldapp.study import Right
from fieldapp.wording import tr


@click.command(
    help=tr("Load the list of cases in FILE (CSV or XLSX with a column case_id) into the study in FOLDER."),
    epilog=tr("Example: fieldapp cases load survey cases.csv --form returnee_entrepreneur --look"),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--form", default="", help=tr("The form_id of rows that name none."))
@click.option("--look", "only_look", is_flag=True, help=tr("Only say what would change."))
def command(folder: Path, file: Path, form: str, only_look: bool) -> None:
    """Faults by row first."""
    with closing(open_study(folder)) as study:
        study.require(Right.CASES)
        loading = cases.look(study, file, form)
        click.echo("\n".join(told(loading)))
        if not only_look:
            loaded = cases.load(study, loading)
            click.echo(tr("Loaded: {new} new, {changed} changed, {same} as before.", new=loaded.new,
                          changed=loaded.changed, same=loaded.same))  # fmt: skip


def told(loading: Loading) -> list[str]:
    """What the file holds, and what is wrong in it."""
    lines = [
        tr("Row {row}: {what}", row=one.row, what=one.what) if one.row else one.what for one in loading.faults
    ]
    head = tr("{file}: {new} new cases, {changed} changed, {same} as before.", file=loading.name,
              new=loading.new, changed=loading.changed, same=loading.same)  # fmt: skip
    moved = tr("{n} would go to another enumerator.", n=loading.moved)
    return [*lines, head, *([moved] if loading.moved else []), *_columns(loading)]


def _columns(loading: Loading) -> list[str]:
    filled, unfitting, personal, derived = (
        ", ".join(names) for names in (loading.filled, loading.unfitting, loading.personal, loading.derived)
    )
    kinds = (
        (filled, tr("Filled in when an interview begins: {names}", names=filled)),
        (unfitting, tr("Kept, but no question goes by these names: {names}", names=unfitting)),
        (personal, tr("Kept among the contacts: {names}", names=personal)),
        (derived, tr("Not read, since it follows from what was done: {names}", names=derived)),
    )
    return [line for names, line in kinds if names]
