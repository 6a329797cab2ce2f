"""`fieldapp form trace`: hold our engine against others (docs/trace.md)."""

from __future__ import annotations

import json
import sys

import click

from fieldapp.cli.tracer import Json, Tracer
from fieldapp.wording import tr


@click.command(help=tr("Answer forms from jobs on standard input, one JSON object a line."))
def command() -> None:
    """One line of answer for each line of input, written at once; a bad job costs only that job."""
    for line in sys.stdin.buffer:
        if line.strip():
            click.echo(json.dumps(answered(line)))  # ASCII, so that no console or pipe can spoil it


def answered(line: bytes) -> Json:
    """The answer to one job."""
    try:
        job = json.loads(line)
    except ValueError as error:
        return refused(str(error))
    return Tracer(job).run() if isinstance(job, dict) else refused("a job is a JSON object")


def refused(why: str) -> Json:
    """What is no job at all."""
    return {"error": {"type": "job", "message": why, "stage": "read"}}
