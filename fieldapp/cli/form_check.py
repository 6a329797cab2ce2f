"""`fieldapp form check`: all that is wrong with a form, each at its cell, and what is in it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from fieldapp.form import FormDefinition, read_form
from fieldapp.form.check import Finding, Report, check_form
from fieldapp.problems import FORM_ERROR, Severity
from fieldapp.wording import tr, trn


@click.command(help=tr("Say all that is wrong with FORM, each with its cell. Nothing is changed."))
@click.argument("form", type=click.Path(path_type=Path))
@click.option("--strict", is_flag=True, help=tr("Also what is true of most forms."))
@click.option("--json", "as_json", is_flag=True, help=tr("One JSON object for programs to read."))
def command(form: Path, strict: bool, as_json: bool) -> None:
    """Errors end with the exit code of a faulty form; warnings do not. What is no workbook is a problem."""
    if form.suffix.lower() == ".xml":
        click.echo("\n".join(described(read_form(form).definition)))
        return
    report = check_form(form, strict)
    click.echo(_json(report) if as_json else "\n".join(told(report)))
    if report.errors:
        click.get_current_context().exit(FORM_ERROR.exit_code)
    if not as_json:
        click.echo("\n".join(described(read_form(form).definition)))


def told(report: Report) -> list[str]:
    """The findings, then how many there are."""
    lines = [line for finding in report.findings for line in _finding(finding)]
    errors = trn("{n} error", "{n} errors", len(report.errors))
    warnings = trn("{n} warning", "{n} warnings", len(report.warnings))
    return [*lines, tr("{errors}, {warnings}", errors=errors, warnings=warnings)]


def _finding(finding: Finding) -> list[str]:
    kind = tr("Error") if finding.severity is Severity.ERROR else tr("Warning")
    place = f"{finding.sheet} {finding.address}" + (f" ({finding.column})" if finding.column else "")
    return [f"{place}  {kind}: {finding.what} [{finding.code}]", f"    {finding.fix}"]


def _json(report: Report) -> str:
    """ASCII, so that no console can spoil it."""
    return json.dumps({"findings": [_plain(finding) for finding in report.findings]})


def _plain(finding: Finding) -> dict[str, object]:
    names = ("code", "sheet", "row", "column", "address", "what", "fix")
    return {"severity": finding.severity.value} | {name: getattr(finding, name) for name in names}


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
