"""`fieldapp merge FOLDER SOURCE...`: take in what others bring; `--undo` takes the last merge back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import backup, files, transfer
from fieldapp.cli.bundle_look import beside_workbook, is_workbook, told
from fieldapp.cli.entering import open_study
from fieldapp.study import Study
from fieldapp.wording import tr, trn


@click.command(help=tr("Take what lies in SOURCES (sticks, folders, bundle files) into the study in FOLDER."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option("--undo", is_flag=True, help=tr("Take the last merge back, while nothing was built upon it."))
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help=tr("Write a report of the merge into FILE: a page for a browser (.html), else text."),
)
def command(folder: Path, sources: tuple[Path, ...], undo: bool, report: Path | None) -> None:
    """Looks first, keeps a backup, merges, says what came of it; without sources the last report again."""
    if not sources and not undo and report is None:
        raise click.UsageError(tr("Name a stick, a folder or a bundle file."))
    with closing(open_study(folder)) as study:
        if undo:
            click.echo(tr("Merge {number} was taken back.", number=transfer.take_back(study)))
        if sources:
            _merge(study, sources)
        if report is not None:
            _report(study, report)


def _merge(study: Study, sources: tuple[Path, ...]) -> None:
    for book in filter(is_workbook, sources):
        click.echo("\n".join(beside_workbook(study, book)))
    sources = tuple(source for source in sources if not is_workbook(source))
    if not sources:
        return
    offers = [offer for source in sources for offer in transfer.look(study, source)]
    click.echo("\n".join(told(offers)) or tr("There is no bundle here."))
    if not any(offer.packs for offer in offers):
        return
    backup.before(study.store, study.layout, "merge")
    taken = transfer.take(study, offers)
    click.echo(tr("Merged: {new} added, {changed} updated, {known} already here, 0 lost", new=taken.new,
                  changed=taken.changed, known=taken.known))  # fmt: skip
    if taken.conflicts:
        click.echo(
            trn("{n} conflict waits for a decision", "{n} conflicts wait for a decision", taken.conflicts)
        )
    if taken.forks:
        click.echo(tr("A laptop was copied or restored from an old backup: two of its logs differ. Nothing is lost; look at who uses it."))  # noqa: E501  # fmt: skip
    for line in transfer.gaps_told(study):
        click.echo(line)


def _report(study: Study, path: Path) -> None:
    """Of the last merge, in the language in force."""
    from fieldapp.transfer.told_report import html, tell, text

    made = transfer.all_reports(study)
    if not made:
        click.echo(tr("Nothing has been merged yet."))
        return
    told = tell(made[0])
    is_page = path.suffix.lower() in (".html", ".htm")
    files.write(path, (html(told) if is_page else text(told)).encode())
    click.echo(tr("The report is in {path}.", path=path))
