"""The people of a study: who they are, who is signed in, what each may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from fieldapp.problems import (
    LEAD_NEEDED,
    NOT_ALLOWED,
    PERSON_EXISTS,
    PERSON_UNKNOWN,
    SETTING_INVALID,
    SIGN_IN_NEEDED,
    WRONG_PASSPHRASE,
    Problem,
)
from fieldapp.store import InstanceRow, PersonRow, Store
from fieldapp.study import verifier
from fieldapp.study.rights import TABLE, WIDENED, Named, Right, Role
from fieldapp.study.secrets import Kind, plain_code, recovery_code, require_usable
from fieldapp.study.tries import Tries

if TYPE_CHECKING:
    from fieldapp.study.study import Study

RECOVERY = "recovery"
"""The code of whoever came in by the recovery code."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works with the study on this laptop."""

    code: str
    name: str
    role: Role
    kind: Kind = "passphrase"
    active: bool = True


def person_of(row: PersonRow) -> Person:
    """The person of a row."""
    kind: Kind = "pin" if row.kind == "pin" else "passphrase"
    return Person(row.code, row.name, Role(row.role), kind, row.state == "active")


class People:
    """Made by the study; belongs to its thread."""

    def __init__(self, study: Study) -> None:
        self._study = study
        self.present: Person | None = None
        """Who is signed in. Nobody, when no people are defined."""
        self._known: list[Person] | None = None

    # who there is

    def all(self) -> list[Person]:
        """Everybody, also those who left."""
        if self._known is None:
            self._known = [person_of(row) for row in self._store.people.all()]
        return self._known

    def active(self) -> list[Person]:
        """Those who can sign in, the study lead first."""
        ranks = list(Role)[::-1]
        return sorted((p for p in self.all() if p.active), key=lambda p: (ranks.index(p.role), p.code))

    @property
    def defined(self) -> bool:
        """Whether people sign in at all."""
        return bool(self.active())

    def get(self, code: str) -> Person:
        """One person; Problem PERSON_UNKNOWN."""
        for person in self.all():
            if person.code == code:
                return person
        raise Problem(PERSON_UNKNOWN, where=self._study.name, value=code)

    # what they may do

    def may(self, right: Right) -> bool:
        """Where nobody is defined, everybody may do everything; and so may who is alone on the laptop."""
        people, here = self.active(), self.present
        if not people:
            return True
        if here is None:
            return False
        if [person.code for person in people] == [here.code] or here.role in TABLE[right]:
            return True
        return right in WIDENED and self._study.settings.get(WIDENED[right]) == "1"

    def require(self, right: Right) -> None:
        """Problem SIGN_IN_NEEDED or NOT_ALLOWED, which names who may."""
        if self.defined and self.present is None:
            raise Problem(SIGN_IN_NEEDED, where=self._study.name)
        if not self.may(right):
            raise Problem(NOT_ALLOWED, where=self._study.name, what=Named(right), who=Named(right, who=True))

    def visible(self, rows: Iterable[InstanceRow]) -> list[InstanceRow]:
        """The interviews that whoever is signed in may see."""
        if self.may(Right.SEE_OTHERS):
            return list(rows)
        mine = {owner for owner, code in self._store.people.owners().items() if code == self._here()}
        return [row for row in rows if row.instance_id in mine]

    def require_sight(self, instance_id: str) -> None:
        """The same for one interview."""
        if self._store.people.owner(instance_id) != self._here() or not self.present:
            self.require(Right.SEE_OTHERS)

    def _here(self) -> str:
        return self.present.code if self.present else ""

    # changing who there is

    def add(self, code: str, name: str, role: Role, secret: str, kind: Kind = "passphrase") -> Person:
        """A new person. The first one is signed in at once; others need the right to manage people."""
        self.require(Right.MANAGE_PEOPLE)
        first = not self.defined
        self._require_new(code, name)
        self._require_usable(secret, kind)
        person = Person(code, name.strip(), role, kind)
        self._require_lead([*self.active(), person])
        self._write(person, verifier.make(secret))
        if first:
            self.present = person
        self._study.act("person-add", code, role=role, secret=kind)
        return person

    def change(self, code: str, *, name: str | None = None, role: Role | None = None) -> Person:
        """Another name or role."""
        self.require(Right.MANAGE_PEOPLE)
        old = self.get(code)
        new = replace(old, name=old.name if name is None else name.strip(), role=role or old.role)
        self._require_name(code, new.name)
        self._require_lead([new if person.code == code else person for person in self.active()])
        self._rewrite(new)
        self._study.act("person-change", code, role=new.role)
        return new

    def reset(self, code: str, secret: str, kind: Kind = "passphrase") -> None:
        """A new passphrase for somebody who forgot the old one."""
        self.require(Right.MANAGE_PEOPLE)
        self._renew(self.get(code), secret, kind)
        Tries(self._study.study_id).forgive(code)
        self._study.act("person-reset", code, secret=kind)

    def change_own(self, old: str, new: str, kind: Kind = "passphrase") -> None:
        """Whoever is signed in takes another passphrase; needs the old one."""
        if self.present is None or self.present.code == RECOVERY:
            raise Problem(SIGN_IN_NEEDED, where=self._study.name)
        row = self._row(self.present.code)
        if not verifier.matches(row.verifier, old):
            raise Problem(WRONG_PASSPHRASE, where=self._study.name)
        self._renew(self.present, new, kind)
        self._study.act("person-secret", self.present.code, secret=kind)

    def remove(self, code: str) -> None:
        """The person cannot sign in any more; interviews, acts and the name in them stay."""
        self.require(Right.MANAGE_PEOPLE)
        person = self.get(code)
        self._require_lead([other for other in self.active() if other.code != code])
        self._rewrite(replace(person, active=False))
        self._study.act("person-remove", code)

    def bring_back(self, code: str, secret: str, kind: Kind = "passphrase") -> None:
        """Let a removed person in again, with a new passphrase."""
        self.require(Right.MANAGE_PEOPLE)
        self._renew(replace(self.get(code), active=True), secret, kind)
        self._study.act("person-back", code)

    def new_recovery_code(self) -> str:
        """Make the code that lets a study lead in when every passphrase is forgotten; shown once."""
        self.require(Right.MANAGE_PEOPLE)
        code = recovery_code()
        self._study.settings.set("recovery", verifier.make(plain_code(code)))
        self._study.act("recovery-code")
        return code

    # inside

    @property
    def _store(self) -> Store:
        return self._study.store

    def _row(self, code: str) -> PersonRow:
        if (row := self._store.people.get(code)) is None:
            raise Problem(PERSON_UNKNOWN, where=self._study.name, value=code)
        return row

    def _renew(self, person: Person, secret: str, kind: Kind) -> None:
        self._require_usable(secret, kind)
        self._write(replace(person, kind=kind), verifier.make(secret))

    def _rewrite(self, person: Person) -> None:
        self._write(person, self._row(person.code).verifier)

    def _write(self, person: Person, kept: str) -> None:
        state = "active" if person.active else "removed"
        old = self._store.people.get(person.code)
        added = old.added if old else datetime.now().astimezone()
        self._store.people.put(
            PersonRow(person.code, person.name, person.role, state, person.kind, kept, added)
        )
        self._known = None
        if self.present is not None and self.present.code == person.code:
            self.present = person if person.active else None

    def _require_new(self, code: str, name: str) -> None:
        self._require_name(code, name)
        if any(person.code == code for person in self.all()) or code == RECOVERY:
            raise Problem(PERSON_EXISTS, where=self._study.name, value=code)

    def _require_name(self, code: str, name: str) -> None:
        for text in (code, name):
            if not text.strip() or not text.isprintable() or code != code.strip():
                why = "a person needs a code and a name"
                raise Problem(SETTING_INVALID, where=self._study.name, value=repr(text), why=why)

    def _require_usable(self, secret: str, kind: Kind) -> None:
        allowed = self._study.settings.get("pin_allowed") == "1"
        require_usable(secret, kind, where=self._study.name, protected=False, pin_allowed=allowed)

    def _require_lead(self, after: list[Person]) -> None:
        if len(after) > 1 and all(person.role is not Role.LEAD for person in after):
            raise Problem(LEAD_NEEDED, where=self._study.name)
