"""`fieldapp restore`: a study out of a backup."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import backup
from fieldapp.backup import Backup, Restored
from fieldapp.cli.copies import the_newest, told
from fieldapp.cli.entering import open_study
from fieldapp.cli.unlocking import opens_of
from fieldapp.problems import BACKUP_OTHER_STUDY, STUDY_LOCKED, STUDY_OPEN, WRONG_PASSPHRASE, Problem
from fieldapp.store import Lacking
from fieldapp.study import Study
from fieldapp.wording import problem as sentence
from fieldapp.wording import tr, trn

_UNSUITED = '/\\:*?"<>|'


@click.command(
    help=tr("Restore BACKUP, or the newest one in that folder or on that stick. Nothing is ever overwritten.")
)
@click.argument("place", metavar="BACKUP", type=click.Path(path_type=Path))
@click.option("--to", type=click.Path(path_type=Path), help=tr("The new folder of the study."))
@click.option(
    "--replace",
    type=click.Path(path_type=Path),
    help=tr("The folder of a study to put it in the place of; that one is moved aside, whole."),
)
@click.option("--yes", is_flag=True, help=tr("Do not ask."))
def command(place: Path, to: Path | None, replace: Path | None, yes: bool) -> None:
    """Into a new folder here, unless told otherwise."""
    if to is not None and replace is not None:
        raise click.UsageError(tr("Choose one of --to and --replace."))
    chosen = the_newest(backup.backups(place), place)
    click.echo(told(chosen))
    if replace is not None:
        done = replaced(chosen, replace, yes)
    else:
        done = backup.restore(chosen, to or new_folder(chosen), opens_of(chosen))
    report(chosen, done)


def new_folder(one: Backup) -> Path:
    """Here, by the name of the study and the time of the backup."""
    manifest = one.trusted
    letters = (
        "-" if letter in _UNSUITED or not letter.isprintable() else letter for letter in manifest.study
    )
    name = "".join(letters)
    return Path(f"{name.strip(' .')[:80] or 'study'} ({manifest.time:%Y-%m-%d %H%M%S})")


def replaced(one: Backup, folder: Path, yes: bool) -> Restored:
    """Say what the present study has and the backup lacks; go on only if that is wanted."""
    opens = opens_of(one)
    try:
        present = open_study(folder)
    except Problem as problem:
        if problem.kind in (STUDY_OPEN, STUDY_LOCKED, WRONG_PASSPHRASE):
            raise
        click.echo(sentence(problem))  # a study that does not open is what backups are for
        agreed(yes)
    else:
        with closing(present):
            compare(present, one)
            agreed(yes)
            present.act("restore", one.folder.name)
    return backup.restore_over(one, folder, opens)


def compare(present: Study, one: Backup) -> None:
    """Which interviews would only be in the study that is moved aside."""
    if present.study_id != one.trusted.study_id:
        raise Problem(BACKUP_OTHER_STUDY, where=one.folder)
    with closing(present.store.open_copy(one.folder / "study.db")) as copy:
        missing = backup.lacking(present.store, copy)
    if missing:
        click.echo(tr("The present study has what the backup lacks:"))
    for each in missing:
        click.echo("  " + lacking_told(each))


def agreed(yes: bool) -> None:
    """Ask, unless told not to."""
    question = tr("Put the backup in its place? The present study is kept beside it, whole.")
    if not yes:
        click.confirm(question, abort=True)


def lacking_told(one: Lacking) -> str:
    """One interview that the backup lacks, or part of it."""
    name = one.instance.label or one.instance.title
    if one.new:
        return tr("{name}: the whole interview", name=name)
    if one.parted:
        return tr("{name}: went on differently", name=name)
    return trn("{name}: {n} step", "{name}: {n} steps", one.steps, name=name)


def report(one: Backup, done: Restored) -> None:
    """Where it is now; the restored study enters that it came from a backup."""
    click.echo(tr("Restored and compared: {folder}", folder=done.folder))
    if done.aside is not None:
        click.echo(
            tr("The study that was there is now in {folder}; it opens like any other.", folder=done.aside)
        )
    try:
        _enter(done.folder, one)
    except Problem as problem:
        if problem.kind is not STUDY_LOCKED:  # nobody gave a passphrase; it is asked for on opening
            raise


def _enter(folder: Path, one: Backup) -> None:
    with closing(open_study(folder)) as restored:
        restored.act("restore", one.folder.name)
