"""`fieldapp form check`: read a form as the app would, and say what is in it."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp.form import FormDefinition, read_form
from fieldapp.wording import tr, trn


@click.command(help=tr("Read FORM and say what is in it, without adding it anywhere."))
@click.argument("form", type=click.Path(path_type=Path))
def command(form: Path) -> None:
    """A form that cannot be used ends with its problem and that problem's exit code."""
    found = read_form(form)
    for warning in found.warnings:
        click.echo(tr("Warning: {text}", text=warning), err=True)
    click.echo("\n".join(described(found.definition)))


def described(definition: FormDefinition) -> list[str]:
    """The form in a few lines."""
    questions = [node for node in definition.root.walk() if node.control and not node.children]
    files = sorted({name for row in definition.instances.values() if (name := row.file_name)})
    lines = [
        tr("{form_id}, version {version}: {title}", form_id=definition.form_id, version=definition.version,
           title=definition.title),
        trn("{n} question", "{n} questions", len(questions)),
    ]  # fmt: skip
    if definition.languages:
        lines.append(tr("Languages: {names}", names=", ".join(definition.languages)))
    if files:
        lines.append(tr("Lists it needs: {names}", names=", ".join(files)))
    return lines
