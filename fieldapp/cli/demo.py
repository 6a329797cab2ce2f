"""`fieldapp demo`: the whole way of an interview without a window, with made-up people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import click

from fieldapp import study
from fieldapp.cli.export import exported, report
from fieldapp.cli.people import people
from fieldapp.cli.respondent import Respondent, Script
from fieldapp.export import Options
from fieldapp.files import Layout, home
from fieldapp.session import Session
from fieldapp.study import Study, kit_forms
from fieldapp.wording import tr

KIT = "returnee_entrepreneur"


@click.command(help=tr("Conduct scripted interviews with made-up people and export them, without a window."))
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help=tr("Folder for the study; a new one in your own folder if left out."),
)
@click.option("--interviews", type=click.IntRange(1, 1000), default=12, help=tr("How many interviews."))
def command(folder: Path | None, interviews: int) -> None:
    """A new study each time, so that nothing is ever written over."""
    made = study.create(folder or unused_folder(), tr("Demo of scripted interviews"))
    try:
        form = made.add_form(next(path for path in kit_forms() if path.parent.name == KIT))
        for number, script in enumerate(scripts(interviews), start=1):
            name, answers = conduct(made, form.sha256, script, seed=number)
            click.echo(
                tr(
                    "Interview {number} of {total}: {name}, {answers} answers",
                    number=number,
                    total=interviews,
                    name=name,
                    answers=answers,
                )
            )
        summary = exported(made, form.form_id, None, Options())
        click.echo(tr("Database: {path}", path=made.layout.database))
        report(summary)
    finally:
        made.close()


def unused_folder() -> Path:
    """`demo`, `demo-2`, ... in the person's own folder."""
    names = (home() / "studies" / (f"demo-{number}" if number > 1 else "demo") for number in count(1))
    return next(folder for folder in names if not Layout(folder).database.exists())


def scripts(wanted: int) -> Iterator[Script]:
    """As many people as asked for; from the thirteenth on they resemble the first twelve."""
    known = people(datetime.now().year)
    for number in range(wanted):
        yield {**known[number % len(known)], "case_id": f"RET-{number + 1:04d}"}


def conduct(made: Study, form_sha256: str, script: Script, seed: int) -> tuple[str, int]:
    """One interview to its end; its name and how many answers were given."""
    session = Session.start(made, form_sha256)
    try:
        answers = Respondent(session, script, seed).answer_all()
        session.finalize()
        return session.interview.instance_name, answers
    finally:
        session.close()
