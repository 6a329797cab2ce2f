"""`fieldapp form compare`: what changed between two versions of a form."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import click

from fieldapp.form import read_form
from fieldapp.form.compare import compare
from fieldapp.form.differences import Difference
from fieldapp.wording import tr, trn


@click.command(help=tr("Say what changed from OLD to NEW, and what it means for drafts and for merged data."))
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help=tr("One JSON object for programs to read."))
def command(old: Path, new: Path, as_json: bool) -> None:
    """A form that cannot be read ends with its problem."""
    found = compare(read_form(old).definition, read_form(new).definition)
    click.echo(_json(found) if as_json else "\n".join(told(found)))


def told(found: list[Difference]) -> list[str]:
    """Neighbours of one kind share what they mean."""
    lines: list[str] = []
    for _, group in groupby(found, key=lambda one: (one.code, one.drafts, one.data)):
        alike = list(group)
        lines += [one.what for one in alike]
        lines.append("    " + tr("Drafts: {meaning}", meaning=alike[0].drafts))
        lines.append("    " + tr("Data: {meaning}", meaning=alike[0].data))
    return [*lines, trn("{n} difference", "{n} differences", len(found))]


def _json(found: list[Difference]) -> str:
    """ASCII, so that no console can spoil it."""
    names = ("code", "what", "drafts", "data")
    return json.dumps({"differences": [{name: getattr(one, name) for name in names} for one in found]})
