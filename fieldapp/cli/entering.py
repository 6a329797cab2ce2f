"""How commands come into a study: with FIELDAPP_PASSPHRASE and FIELDAPP_PERSON, else by asking.

What is typed is not shown, and never stands on the command line, where other programs could read it.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from fieldapp import study
from fieldapp.problems import STUDY_LOCKED, Problem
from fieldapp.study import Study, Unlock
from fieldapp.wording import tr


def open_study(folder: Path, exclusive: bool = True) -> Study:
    """Open a study, encrypted or not; in a terminal the passphrase is asked for when it is needed."""
    try:
        return _signed_in(study.open(folder, exclusive, unlock=given()))
    except Problem as problem:
        if problem.kind is not STUDY_LOCKED or not sys.stdin.isatty():
            raise
    return study.open(folder, exclusive, unlock=asked())


def _signed_in(opened: Study) -> Study:
    """Where people sign in to a study that is not encrypted, somebody does; without a terminal nobody can,
    and what needs a right is refused."""
    if opened.people.defined and opened.people.present is None and sys.stdin.isatty():
        person = os.environ.get("FIELDAPP_PERSON") or click.prompt(tr("Code of the person"), err=True)
        try:
            study.sign_in(opened, person, click.prompt(tr("Passphrase"), hide_input=True, err=True))
        except BaseException:
            opened.close()
            raise
    return opened


def given() -> Unlock | None:
    """What the environment holds."""
    secret = os.environ.get("FIELDAPP_PASSPHRASE")
    return Unlock(os.environ.get("FIELDAPP_PERSON", ""), secret) if secret else None


def asked() -> Unlock:
    """What is typed, unseen. Without FIELDAPP_PERSON everybody's passphrase is tried."""
    secret = click.prompt(tr("Passphrase or recovery code"), hide_input=True, err=True)
    return Unlock(os.environ.get("FIELDAPP_PERSON", ""), secret)


def needed(folder: Path) -> Unlock:
    """What opens the encrypted study in `folder`; Problem STUDY_LOCKED where nobody can be asked."""
    if (unlock := given()) is not None:
        return unlock
    if not sys.stdin.isatty():
        raise Problem(STUDY_LOCKED, where=folder)
    return asked()


def new_secret() -> str:
    """A new passphrase: from FIELDAPP_NEW_PASSPHRASE, else typed twice, unseen."""
    if secret := os.environ.get("FIELDAPP_NEW_PASSPHRASE"):
        return secret
    question, again = tr("New passphrase"), tr("The same again")
    return str(click.prompt(question, hide_input=True, confirmation_prompt=again, err=True))


def show_code(code: str) -> None:
    """The recovery code, once."""
    click.echo(tr("Recovery code: {code}", code=code))
    click.echo(
        tr(
            "It is shown this once. Write it on paper and keep it away from the laptop: "
            "it opens the study when a passphrase is forgotten."
        )
    )
