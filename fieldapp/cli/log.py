"""`fieldapp log`: the log of administrative acts, to read, to take away, to verify."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp import files
from fieldapp.cli.entering import open_study
from fieldapp.store import Act
from fieldapp.study import Study
from fieldapp.study import log as acts_of
from fieldapp.wording import tr, trn

BROKEN = 1


@click.command(help=tr("Show who did what to the study in FOLDER: exports, backups, sign-ins, people."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--csv", "table", type=click.Path(path_type=Path), help=tr("Write it to this file, for Excel."))
@click.option("--json", "as_json", is_flag=True, help=tr("One JSON object for each act."))
@click.option("--verify", is_flag=True, help=tr("Only check that no act was changed or taken out."))
def command(folder: Path, table: Path | None, as_json: bool, verify: bool) -> int:
    """Works beside an open window."""
    opened = open_study(folder, exclusive=False)
    try:
        rows = acts_of.acts(opened)
        if as_json:
            click.echo(acts_of.as_json(rows).decode("utf-8"), nl=False)
        elif table is not None:
            save(opened, table, rows)
        elif not verify:
            click.echo("\n".join(map(line, rows)))
        return verdict(acts_of.breaks(opened), len(rows), err=as_json)
    finally:
        opened.close()


def save(opened: Study, table: Path, rows: list[Act]) -> None:
    """The whole log as a table; that it was taken away is an act too."""
    files.write(table.absolute(), acts_of.as_csv(rows))
    opened.act("log-export", table.name, rows=str(len(rows)))
    click.echo(tr("Written: {path}", path=table))


def line(act: Act) -> str:
    """When, who, what."""
    details = ", ".join(f"{name} {value}" for name, value in act.details.items())
    words = (
        f"{act.at:%Y-%m-%d %H:%M:%S}",
        act.person or "-",
        acts_of.kind_name(act.kind),
        act.subject,
        details,
    )
    return "  ".join(word for word in words if word)


def verdict(broken: list[int], count: int, *, err: bool = False) -> int:
    """0 when every act follows from the one before."""
    if not broken:
        said = trn(
            "{n} act, each following from the one before.",
            "{n} acts, each following from the one before.",
            count,
        )
        click.echo(said, err=err)
        return 0
    numbers = ", ".join(map(str, broken))
    click.echo(
        tr("Acts that were changed, or follow one that was taken out: {numbers}", numbers=numbers), err=True
    )
    return BROKEN
