"""The first run: a study with its first person and its protection, in one go."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp import keys
from fieldapp.problems import SECRET_WEAK, Problem
from fieldapp.study.doors import create, open
from fieldapp.study.people import Person
from fieldapp.study.rights import Role
from fieldapp.study.secrets import Kind, require_usable
from fieldapp.study.study import Study
from fieldapp.wording import tr


@dataclass(frozen=True, slots=True)
class First:
    """Who sets up the laptop: what the first page asks for."""

    code: str
    name: str
    role: Role
    secret: str = field(repr=False)
    kind: Kind = "passphrase"


@dataclass(frozen=True, slots=True)
class Begun:
    """A study that was made and is closed again; `recovery` is to be printed or written down now."""

    folder: Path
    recovery: str = field(repr=False)
    person: Person
    secrets: keys.Secrets | None = field(repr=False)

    def open(self) -> Study:
        """Open it in the thread that will work with it, with the first person signed in."""
        study = open(self.folder, unlock=self.secrets)
        study.people.present = self.person
        return study


def begin(folder: Path, name: str, first: First, *, protect: bool = True) -> Begun:
    """Make the study. Takes seconds (Argon2id), so let a worker do it; nothing is made if it is refused.

    The first person of an encrypted study needs a passphrase; PINs are for those who come later.
    """
    require_first(first, name, protect=protect)
    protection = keys.Protection(first.code, first.secret, first.name, first.role) if protect else None
    with closing(create(folder, name, protection=protection)) as study:
        if protection is not None:
            return Begun(study.folder, protection.recovery, study.people.get(first.code), study.secrets)
        study.settings.set("pin_allowed", "1" if first.kind == "pin" else "")
        person = study.people.add(first.code, first.name, first.role, first.secret, first.kind)
        return Begun(study.folder, study.people.new_recovery_code(), person, None)


def require_first(first: First, where: str, *, protect: bool) -> None:
    """Problem SECRET_WEAK for what cannot serve; ask it while somebody types, it is quick."""
    if protect and first.kind == "pin":
        why = tr("the first person of an encrypted study needs a passphrase")
        raise Problem(SECRET_WEAK, where=where, why=why)
    require_usable(first.secret, first.kind, where=where, protected=protect, pin_allowed=True)
