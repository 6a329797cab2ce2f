"""`fieldapp form robot`: let a robot be interviewed before people are."""

from __future__ import annotations

import json
from pathlib import Path

import click

from fieldapp import robot
from fieldapp.form import read_form
from fieldapp.robot import Survey, told
from fieldapp.wording import tr


@click.command(
    help=tr("Walk through FORM at random, within its rules, and say what nobody can get past or to.")
)
@click.argument("form", type=click.Path(path_type=Path))
@click.option("--walks", default=50, type=click.IntRange(1, 10_000), help=tr("How many interviews."))
@click.option("--seed", default=1, help=tr("The same number gives the same interviews."))
@click.option("--json", "as_json", is_flag=True, help=tr("One JSON object for programs to read."))
def command(form: Path, walks: int, seed: int, as_json: bool) -> None:
    """What is found is told and is no failure of the command."""
    definition = read_form(form).definition
    found = robot.survey(definition, robot.lists_beside(form, definition), walks, seed)
    click.echo(_json(found) if as_json else "\n".join(told(found)))


def _json(found: Survey) -> str:
    """ASCII, so that no console can spoil it."""
    lengths = {"shortest": min(found.lengths), "longest": max(found.lengths), "expected": found.expected}
    slowest = [{"question": one, "milliseconds": round(took, 3)} for one, took in found.slowest]
    lists = {"never": found.never, "dead_ends": dict(found.dead_ends), "hopeless": dict(found.hopeless)}
    counts = {"seed": found.seed, "walks": len(found.lengths), "endless": found.endless}
    return json.dumps({**counts, **lengths, **lists, "slowest": slowest})
