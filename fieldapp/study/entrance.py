"""The door of a study where people sign in: who may come, how long to wait, the right words.

Checking a passphrase takes most of a second, so it is cut in two: `check` may run on a worker, knows no
database and counts the try; `enter` belongs to the study's own thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.problems import PERSON_UNKNOWN, WRONG_PASSPHRASE, Problem
from fieldapp.study import verifier
from fieldapp.study.people import RECOVERY, Person
from fieldapp.study.rights import Role
from fieldapp.study.secrets import plain_code
from fieldapp.study.study import Study
from fieldapp.study.tries import Tries
from fieldapp.wording import tr


@dataclass(frozen=True, slots=True)
class Pass:
    """Somebody has shown who they are."""

    person: Person


class Entrance:
    """To a study that is open and not encrypted: its verifiers lie in its database."""

    def __init__(self, study: Study) -> None:
        self.name, self.folder = study.name, study.folder
        self.people = study.people.active()
        """Who can sign in, the study lead first."""
        self._study = study
        self._verifiers = {row.code: row.verifier for row in study.store.people.all()}
        self._verifiers[RECOVERY] = study.settings.get("recovery")
        self._tries = Tries(study.study_id)

    @property
    def recoverable(self) -> bool:
        """Whether there is a recovery code."""
        return bool(self._verifiers[RECOVERY])

    def wait(self, code: str) -> int:
        """Seconds until this person may try again."""
        return self._tries.wait(code)

    def check(self, code: str, secret: str) -> Pass:
        """Problem WRONG_PASSPHRASE, or SIGN_IN_WAIT while the wait after wrong ones lasts. Takes its time."""
        person = self._person(code)
        self._tries.begin(code, self.name)
        if not verifier.matches(self._verifiers[code], plain_code(secret) if code == RECOVERY else secret):
            raise Problem(WRONG_PASSPHRASE, where=self.name)
        self._tries.right(code)
        return Pass(person)

    def enter(self, shown: Pass) -> Study:
        """Sign in; the acts name who, and how many wrong tries there were since the last time."""
        study, tries = self._study, self._tries
        study.people.present = shown.person
        study.act("sign-in", shown.person.code)
        for code, count in tries.untold().items():
            study.act("wrong-tries", code, count=str(count))
        tries.told()
        return study

    def _person(self, code: str) -> Person:
        if code == RECOVERY and self.recoverable:
            return Person(RECOVERY, tr("Recovery code"), Role.LEAD)
        for person in self.people:
            if person.code == code:
                return person
        raise Problem(PERSON_UNKNOWN, where=self.name, value=code)


def sign_in(study: Study, code: str, secret: str) -> Person:
    """Both halves at once, where nobody waits for a window."""
    door = Entrance(study)
    door.enter(door.check(code, secret))
    assert study.people.present is not None
    return study.people.present
