"""The people of a study: who they are, who is signed in, what each may do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from fieldapp import keys
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
from fieldapp.study.letting import Keeper, Slots, Verifiers
from fieldapp.study.rights import TABLE, WIDENED, Named, Right, Role
from fieldapp.study.secrets import Kind, require_usable
from fieldapp.study.tries import Tries
from fieldapp.wording import tr

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


def person_of_slot(slot: keys.Slot) -> Person:
    """Who a slot of the vault belongs to; the vault vouches for the role."""
    if slot.kind == "recovery":
        return Person(RECOVERY, tr("Recovery code"), Role.LEAD)
    role = Role(slot.role) if slot.role in set(Role) else Role.ENUMERATOR
    kind: Kind = "pin" if slot.kind == "pin" else "passphrase"
    return Person(slot.person, slot.name or slot.person, role, kind)


@dataclass(frozen=True, slots=True)
class Change:
    """A change in two halves: `work` takes its time and may run on a worker, `finish` writes it down."""

    work: Callable[[], str]
    finish: Callable[[str], Person]

    def now(self) -> Person:
        """Both at once."""
        return self.finish(self.work())


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

    def adding(self, code: str, name: str, role: Role, secret: str, kind: Kind = "passphrase") -> Change:
        """A new person. The first one is signed in at once; others need the right to manage people."""
        self.require(Right.MANAGE_PEOPLE)
        first = not self.defined
        self._require_new(code, name)
        self._require_usable(secret, kind)
        person = Person(code, name.strip(), role, kind)
        self._require_lead([*self.active(), person])

        def finish(kept: str) -> Person:
            self._write(person, kept)
            if first:
                self.present = person
            self._study.act("person-add", code, role=role, secret=kind)
            return person

        keeper = self._keeper
        return Change(lambda: keeper.keep(person, secret, kind), finish)

    def add(self, code: str, name: str, role: Role, secret: str, kind: Kind = "passphrase") -> Person:
        """The same at once."""
        return self.adding(code, name, role, secret, kind).now()

    def change(self, code: str, *, name: str | None = None, role: Role | None = None) -> Person:
        """Another name or role."""
        self.require(Right.MANAGE_PEOPLE)
        old = self.get(code)
        new = replace(old, name=old.name if name is None else name.strip(), role=role or old.role)
        self._require_name(code, new.name)
        self._require_lead([new if person.code == code else person for person in self.active()])
        self._keeper.rename(new)
        self._rewrite(new)
        self._study.act("person-change", code, role=new.role)
        return new

    def resetting(self, code: str, secret: str, kind: Kind = "passphrase") -> Change:
        """A new passphrase for somebody who forgot the old one, or was removed and comes back."""
        self.require(Right.MANAGE_PEOPLE)
        old = self.get(code)

        def then() -> None:
            Tries(self._study.study_id).forgive(code)
            self._study.act("person-reset" if old.active else "person-back", code, secret=kind)

        return self._renewing(replace(old, active=True), secret, kind, then)

    def reset(self, code: str, secret: str, kind: Kind = "passphrase") -> Person:
        """The same at once."""
        return self.resetting(code, secret, kind).now()

    def changing_own(self, old: str, new: str, kind: Kind = "passphrase") -> Change:
        """Whoever is signed in takes another passphrase; needs the old one, and wrong ones count."""
        if self.present is None or self.present.code == RECOVERY:
            raise Problem(SIGN_IN_NEEDED, where=self._study.name)
        code, where, keeper = self.present.code, self._study.name, self._keeper
        kept, tries = self._row(code).verifier, Tries(self._study.study_id)
        act = self._study.act
        change = self._renewing(self.get(code), new, kind, lambda: act("person-secret", code, secret=kind))

        def work() -> str:
            tries.begin(code, where)
            if not keeper.knows(code, old, kept):
                raise Problem(WRONG_PASSPHRASE, where=where)
            tries.right(code)
            return change.work()

        return Change(work, change.finish)

    def change_own(self, old: str, new: str, kind: Kind = "passphrase") -> Person:
        """The same at once."""
        return self.changing_own(old, new, kind).now()

    def remove(self, code: str) -> None:
        """The person cannot sign in any more; interviews, acts and the name in them stay."""
        self.require(Right.MANAGE_PEOPLE)
        person = self.get(code)
        left = [other for other in self.active() if other.code != code]
        self._require_lead(left)
        if not left and self._study.protected:
            raise Problem(LEAD_NEEDED, where=self._study.name)
        self._keeper.drop(code)
        self._rewrite(replace(person, active=False))
        self._study.act("person-remove", code)

    def new_recovery_code(self) -> str:
        """Make the code that lets a study lead in when every passphrase is forgotten; shown once."""
        self.require(Right.MANAGE_PEOPLE)
        code = keys.new_recovery_code()
        self._study.settings.set("recovery", self._keeper.recovery(code))
        self._study.act("recovery-code")
        return code

    def sync(self) -> None:
        """What the vault says of its people is true, also after a break: the database follows it."""
        if self._study.secrets is None:
            return
        slots = keys.Vault.read(self._study.layout.keys).slots
        there = {s.person: person_of_slot(s) for s in slots if s.kind in ("passphrase", "pin")}
        known = {person.code: person for person in self.all()}
        gone = [replace(one, active=False) for one in known.values() if one.active and one.code not in there]
        for person in [*gone, *(one for code, one in there.items() if known.get(code) != one)]:
            self._write(person, "")

    def renew(self) -> None:
        """A bundle may have brought people: look again."""
        self._known = None
        self.sync()

    # inside

    @property
    def _store(self) -> Store:
        return self._study.store

    def _row(self, code: str) -> PersonRow:
        if (row := self._store.people.get(code)) is None:
            raise Problem(PERSON_UNKNOWN, where=self._study.name, value=code)
        return row

    @property
    def _keeper(self) -> Keeper:
        secrets = self._study.secrets
        return Slots(self._study.layout.keys, secrets) if secrets else Verifiers()

    def _renewing(self, person: Person, secret: str, kind: Kind, then: Callable[[], object]) -> Change:
        self._require_usable(secret, kind)
        new, keeper = replace(person, kind=kind), self._keeper

        def finish(kept: str) -> Person:
            self._write(new, kept)
            then()
            return new

        return Change(lambda: keeper.keep(new, secret, kind), finish)

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
        require_usable(
            secret, kind, where=self._study.name, protected=self._study.protected, pin_allowed=allowed
        )

    def _require_lead(self, after: list[Person]) -> None:
        if len(after) > 1 and all(person.role is not Role.LEAD for person in after):
            raise Problem(LEAD_NEEDED, where=self._study.name)
