"""`fieldapp cases list FOLDER`: one line a case."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from fieldapp import cases
from fieldapp.cases import Entry
from fieldapp.cli.entering import open_study
from fieldapp.problems import CASE_MISSING, Problem
from fieldapp.study import Right, Study
from fieldapp.wording import tr

STATUSES = ("new", "assigned", "progress", "done", "returned", "approved", "closed", "disputed")


@click.command(
    help=tr("List the cases of the study in FOLDER: number, status, enumerator, contacts, next time."),
    epilog=tr("Example: fieldapp cases list survey --enum E07 --status assigned"),
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--enum", default=None, help=tr('Only those of this enumerator; "" for those of nobody.'))
@click.option("--status", type=click.Choice(STATUSES), default=None, help=tr("Only those that are so far."))
def command(folder: Path, enum: str | None, status: str | None) -> None:
    """Enumerators see their own."""
    with closing(open_study(folder)) as study:
        shown = seen(study)
    found = [
        one
        for one in shown
        if (enum is None or one.plan.enum == enum) and (status is None or one.status == status)
    ]
    for one in found:
        click.echo(line(one))
    if not found:
        click.echo(tr("No cases."))


def line(one: Entry) -> str:
    """Number, status, who, contacts with the last outcome, next time, village and name."""
    number = f"{one.case_id} w{one.wave}" if one.wave else one.case_id
    contacts = f"{one.tries}" + (f" {cases.outcome_name(one.outcome)}" if one.outcome else "")
    parts = (number, cases.status_name(one.status), one.plan.enum or "-", contacts, one.appointment or "-")
    return "  ".join((*parts, one.plan.village, one.plan.label)).rstrip()


def seen(study: Study) -> list[Entry]:
    """What whoever is signed in may see."""
    everything = cases.cases(study)
    return everything if study.may(Right.SEE_OTHERS) else cases.own(everything, study.enumerator)


def named(shown: Iterable[Entry], wanted: Iterable[str], where: object) -> list[Entry]:
    """Cases by their numbers, with `/2` behind for a wave; CASE_MISSING for one that is not there."""
    found = {one.case_id: one for one in shown} | {
        f"{one.case_id}/{one.wave}": one for one in shown if one.wave
    }
    for number in wanted:
        if number not in found:
            raise Problem(CASE_MISSING, where=where, value=number)
    return [found[number] for number in wanted]
