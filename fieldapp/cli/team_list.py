"""`fieldapp team list FOLDER`: the roster, and what is amiss with it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.transfer import members, sheets
from fieldapp.transfer.members import Known
from fieldapp.transfer.roster import Laptop
from fieldapp.transfer.told import role_name
from fieldapp.wording import tr


@click.command(help=tr("List the laptops of the team."))
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """One line a laptop."""
    with closing(open_study(folder)) as study:
        known, sheet = members.load(study), sheets.made(study)
    if known.roster is None:
        click.echo(tr("There is no list of laptops: bundles of every laptop of the study are taken in."))
        return
    click.echo(tr("List {number} of {at}", number=known.roster.number, at=known.roster.at[:10]))
    for one in known.laptops.values():
        click.echo(line(one, known))
    for number in known.alarms:
        click.echo(
            tr("ALARM: two different lists have the number {number}. Ask the study lead.", number=number)
        )
    if known.leads and not sheet:
        click.echo(tr("There is no recovery sheet yet: fieldapp team sheet"))


def line(one: Laptop, known: Known) -> str:
    """What the list says of one laptop."""
    here = tr("this laptop") if one.device == known.device else ""
    state = "" if one.revoked is None else tr("revoked after entry {seq}", seq=one.revoked)
    return " · ".join(filter(None, [one.device, one.name, one.person, role_name(one.role), here, state]))
