"""`fieldapp check`: is the study as it was written; and a repaired copy where it is not."""

from __future__ import annotations

import json
from pathlib import Path

import click

from fieldapp import repair
from fieldapp.cli.entering import asked, given
from fieldapp.files import Layout
from fieldapp.keys import Secrets
from fieldapp.problems import STUDY_LOCKED, STUDY_MISSING, Problem
from fieldapp.repair import Finding, Level, Rebuilt, Report
from fieldapp.study.doors import unlocked
from fieldapp.wording import tr

DAMAGED = 90


@click.command(
    help=tr("Verify the study in FOLDER: every answer, finalised interview, list and file. Changes nothing.")
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--deep", is_flag=True, help=tr("Also work every interview out anew from its record."))
@click.option(
    "--rebuild",
    "target",
    type=click.Path(path_type=Path),
    help=tr("Make a repaired copy of the study in this new folder."),
)
@click.option(
    "--with",
    "extra",
    type=click.Path(path_type=Path, exists=True),
    help=tr("A backup to fill gaps from, with --rebuild."),
)
@click.option("--json", "as_json", is_flag=True, help=tr("One JSON object for programs to read."))
def command(folder: Path, deep: bool, target: Path | None, extra: Path | None, as_json: bool) -> int:
    """Ends with 0 when all is as it was written, with 90 when something is not."""
    layout = Layout(folder.absolute())
    if not layout.database.exists() and not layout.folder.is_dir():
        raise Problem(STUDY_MISSING, where=folder)
    secrets = secrets_of(layout)
    report = repair.check(layout, secrets, deep=deep)
    rebuilt = repair.rebuild(layout, target, secrets, extra=extra) if target else None
    click.echo(_json(report, rebuilt) if as_json else "\n".join(told(report, rebuilt)))
    return DAMAGED if report.damage else 0


def secrets_of(layout: Layout) -> Secrets | None:
    """What opens the study; None when it is not encrypted."""
    try:
        return unlocked(layout, given())
    except Problem as problem:
        if problem.kind is not STUDY_LOCKED:
            raise
    return unlocked(layout, asked())


def told(report: Report, rebuilt: Rebuilt | None) -> list[str]:
    """The summary first, then each finding, then what was rebuilt."""
    lines = [report.summary]
    for one in report.findings:
        lines += _finding(one)
    return [*lines, *(_rebuilt(rebuilt) if rebuilt else ())]


def _finding(one: Finding) -> list[str]:
    mark = tr("damaged") if one.level is Level.DAMAGE else tr("note")
    lines = [f"{mark}: " + (f"{one.place}: {one.what}" if one.place else one.what)]
    if one.level is Level.DAMAGE:
        lines.append("    " + tr("Safe: {safe}", safe=one.safe))
        lines.append("    " + tr("To do: {todo}", todo=one.todo))
    return lines


def _rebuilt(rebuilt: Rebuilt) -> list[str]:
    lines = ["", tr("Repaired copy: {folder}", folder=rebuilt.folder)]
    for what, count in rebuilt.counts.items():
        if not count.found:
            continue
        lines.append(
            tr(
                "{what}: {found} found, {taken} taken, {partly} in part, {lost} not readable",
                what=tr(what),
                found=count.found,
                taken=count.taken,
                partly=count.partly,
                lost=count.lost,
            )
        )
    return [*lines, *(f"    {name}" for name in rebuilt.named)]


def _json(report: Report, rebuilt: Rebuilt | None) -> str:
    """ASCII, so that no console can spoil it."""
    plain: dict[str, object] = {
        "sound": not report.damage,
        "counts": report.counts,
        "findings": [one.plain() for one in report.findings],
    }
    if rebuilt:
        plain["rebuilt"] = {
            "folder": str(rebuilt.folder),
            "counts": {
                what: {"found": c.found, "taken": c.taken, "partly": c.partly, "lost": c.lost}
                for what, c in rebuilt.counts.items()
            },
            "named": rebuilt.named,
            "fragments": rebuilt.fragments,
        }
    return json.dumps(plain)
