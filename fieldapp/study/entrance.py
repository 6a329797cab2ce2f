"""The door of a study where people sign in: who may come, how long to wait, the right words.

Checking a passphrase takes most of a second, so it is cut in two: `check` may run on a worker, knows no
database and counts the try; `enter` belongs to the study's own thread.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fieldapp import keys
from fieldapp.problems import PERSON_UNKNOWN, WRONG_PASSPHRASE, Problem
from fieldapp.study import verifier
from fieldapp.study.people import RECOVERY, Person
from fieldapp.study.rights import Role
from fieldapp.study.study import Study
from fieldapp.study.tries import Tries
from fieldapp.wording import tr


@dataclass(frozen=True, slots=True)
class Pass:
    """Somebody has shown who they are; `proof` is for the entrance that gave it."""

    person: Person
    proof: Any = field(default=None, repr=False)


class Entrance:
    """What a sign-in page knows of a study; the kinds of study differ in `_prove` and `_let_in`."""

    def __init__(self, study_id: str, name: str, folder: Path, people: Sequence[Person]) -> None:
        self.name, self.folder = name, folder
        self.people = list(people)
        """Who can sign in, the study lead first."""
        self.recoverable = False
        """Whether there is a recovery code."""
        self._tries = Tries(study_id)

    def wait(self, code: str) -> int:
        """Seconds until this person may try again."""
        return self._tries.wait(code)

    def check(self, code: str, secret: str) -> Pass:
        """Problem WRONG_PASSPHRASE, or SIGN_IN_WAIT while the wait after wrong ones lasts. Takes its time."""
        person = self._person(code)
        self._tries.begin(code, self.name)
        if (proof := self._prove(person, secret)) is None:
            raise Problem(WRONG_PASSPHRASE, where=self.name)
        self._tries.right(code)
        return Pass(person, proof)

    def enter(self, shown: Pass, act: str = "sign-in") -> Study:
        """Sign in; the acts name who, and how many wrong tries there were since the last time."""
        study = self._let_in(shown)
        with suppress(Problem):  # a full disk keeps nobody out; the count is told another time
            study.act(act, shown.person.code)
            for code, count in self._tries.untold().items():
                study.act("wrong-tries", code, count=str(count))
            self._tries.told()
        return study

    def leave(self) -> None:
        """Nobody comes in: let go of the study."""

    def _prove(self, person: Person, secret: str) -> Any:
        """Something that proves it, None when the secret is wrong."""
        raise NotImplementedError

    def _let_in(self, shown: Pass) -> Study:
        raise NotImplementedError

    def _person(self, code: str) -> Person:
        if code == RECOVERY and self.recoverable:
            return Person(RECOVERY, tr("Recovery code"), Role.LEAD)
        for person in self.people:
            if person.code == code:
                return person
        raise Problem(PERSON_UNKNOWN, where=self.name, value=code)


class PlainEntrance(Entrance):
    """To a study that is open and not encrypted: its verifiers lie in its database."""

    def __init__(self, study: Study) -> None:
        super().__init__(study.study_id, study.name, study.folder, study.people.active())
        self._study = study
        self._verifiers = {row.code: row.verifier for row in study.store.people.all()}
        self._verifiers[RECOVERY] = study.settings.get("recovery")
        self.recoverable = bool(self._verifiers[RECOVERY])

    def leave(self) -> None:
        if self._study.people.present is None:
            self._study.close()

    def _prove(self, person: Person, secret: str) -> Any:
        typed = keys.read_recovery_code(secret) or "" if person.code == RECOVERY else secret
        return verifier.matches(self._verifiers[person.code], typed) or None

    def _let_in(self, shown: Pass) -> Study:
        self._study.people.present = shown.person
        return self._study
