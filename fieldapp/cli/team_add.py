"""`fieldapp team add FOLDER CARD`: put a laptop on the roster, after its words were compared."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import files
from fieldapp.cli.entering import open_study
from fieldapp.problems import WORDS_DIFFER, Problem
from fieldapp.study import Right
from fieldapp.transfer import cards, members, team
from fieldapp.transfer.roster import TeamRole
from fieldapp.wording import tr


@click.command(
    help=tr("Put the laptop of the join card in the file CARD on the list of the team. "
            "The first laptop that does this leads the team.")
)  # fmt: skip
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("card", type=click.Path(path_type=Path, exists=True))
@click.option("--person", required=True, help=tr("Code of the person who works on it."))
@click.option(
    "--role",
    type=click.Choice(["enumerator", "supervisor", "hq"]),
    default="enumerator",
    help=tr("What it is."),
)
@click.option("--enrols", is_flag=True, help=tr("It may add laptops of enumerators."))
@click.option("--words", default="", help=tr("Its eight words, as its screen shows them."))
def command(folder: Path, card: Path, person: str, role: str, enrols: bool, words: str) -> None:
    """The words come from the other screen: typed, or named on the command line."""
    with closing(open_study(folder)) as study:
        if members.load(study).roster is None or members.load(study).leads:
            study.require(Right.MANAGE_PEOPLE)
        read = cards.read(study, files.read(card)[: cards.MOST_TEXT].decode("utf-8", "replace"))
        if not read.fits(words or click.prompt(tr("The eight words on its screen"), err=True)):
            raise Problem(WORDS_DIFFER, where=study.name)
        known = team.add(study, read, person, TeamRole(role), enrols=enrols)
    number = known.roster.number if known.roster else 0
    click.echo(tr("{name} is on list {number} of the team.", name=read.name, number=number))
    click.echo(tr("Hand a bundle over to every laptop, so that all have the new list."))
