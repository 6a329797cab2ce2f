"""`fieldapp team sheet FOLDER`: the recovery sheet, proven by reading it back; and using it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import keys
from fieldapp.cli.entering import open_study
from fieldapp.problems import ROSTER_NOT_LEAD, SHEET_DIFFERS, Problem
from fieldapp.study import Right, Study
from fieldapp.transfer import members, sheets, team
from fieldapp.wording import tr


@click.command(help=tr("Make the recovery sheet of the team; it counts once it was read back."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--lead-on", is_flag=True, help=tr("Use a sheet: this laptop leads the team from now on."))
def command(folder: Path, lead_on: bool) -> None:
    """Everything is typed, nothing stands on the command line."""
    with closing(open_study(folder)) as study:
        study.require(Right.MANAGE_PEOPLE)
        if lead_on:
            _use(study)
            return
        if not members.load(study).leads:
            raise Problem(ROSTER_NOT_LEAD, where=study.name)
        _make(study)


def _make(study: Study) -> None:
    sheet = sheets.new(study)
    click.echo("\n".join(lines(sheet)))
    click.echo(tr("Write it down or print it, twice. Then type both codes from the paper."))
    lead, hq = click.prompt(tr("Code of the lead")), click.prompt(tr("Code of headquarters"))
    team.add_reader(study, sheets.HQ, sheets.prove(study, sheet, lead, hq))
    sheets.remember(study)
    click.echo(tr("The sheet opens a test pack. Keep it away from the laptop, in two places."))


def _use(study: Study) -> None:
    lead, hq = click.prompt(tr("Code of the lead")), click.prompt(tr("Code of headquarters"))
    private = sheets.read_code(lead)
    if private is None:
        raise Problem(SHEET_DIFFERS, where=study.name)
    sheets.keep(study, hq)
    roster = team.take_over(study, keys.from_private(private))
    click.echo(tr("This laptop leads the team now, with list {number}.", number=roster.number))


def lines(sheet: sheets.Sheet) -> list[str]:
    """The sheet as text."""
    return [
        tr("Recovery sheet of the study “{study}”, {at}", study=sheet.study, at=sheet.at[:10]),
        tr("Code of the lead") + ":  " + sheet.lead,
        tr("Code of headquarters") + ":  " + sheet.hq,
        tr("Whoever has this sheet can read every bundle and change the list of laptops."),
    ]
