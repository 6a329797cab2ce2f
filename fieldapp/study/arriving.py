"""Coming to a study, whatever kind it is: straight in, or to its entrance."""

from __future__ import annotations

from pathlib import Path

from fieldapp.files import Layout
from fieldapp.problems import STUDY_MISSING, Problem
from fieldapp.study.doors import open, vault_of
from fieldapp.study.entrance import Entrance, PlainEntrance
from fieldapp.study.people import Person
from fieldapp.study.sealed import SealedEntrance
from fieldapp.study.study import Study


def approach(folder: Path) -> Study | Entrance:
    """The open study where nobody has to sign in, else its entrance (`leave` it if nobody comes in)."""
    layout = Layout(folder.absolute())
    if not layout.database.exists():
        raise Problem(STUDY_MISSING, where=folder)
    if (vault := vault_of(layout)) is not None:
        return SealedEntrance(layout, vault)
    study = open(folder)
    return PlainEntrance(study) if study.people.defined else study


def entrance(study: Study) -> Entrance:
    """The entrance to a study that is open already: to sign in, and out of a lock."""
    vault = vault_of(study.layout)
    return SealedEntrance(study.layout, vault, study) if vault else PlainEntrance(study)


def sign_in(study: Study, code: str, secret: str) -> Person:
    """Both halves at once, where nobody waits for a window."""
    door = entrance(study)
    door.enter(door.check(code, secret))
    assert study.people.present is not None
    return study.people.present
