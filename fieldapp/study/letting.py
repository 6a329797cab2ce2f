"""Where a person's passphrase is kept: as a verifier in the database, or as a slot of the vault.

What takes long (Argon2id) needs no database, so it may run on a worker.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fieldapp import keys
from fieldapp.keys import argon
from fieldapp.problems import WRONG_PASSPHRASE, Problem
from fieldapp.study import verifier

if TYPE_CHECKING:
    from fieldapp.study.people import Person
    from fieldapp.study.secrets import Kind


class Keeper(Protocol):
    """Both ways to keep passphrases."""

    def keep(self, person: Person, secret: str, kind: Kind) -> str:
        """Let a person in by this; gives the verifier for the database ("" if it needs none). Slow."""

    def rename(self, person: Person) -> None:
        """Another name or role."""

    def drop(self, code: str) -> None:
        """The person is not let in any more."""

    def knows(self, code: str, secret: str, kept: str) -> bool:
        """Whether this is the person's passphrase; `kept` is their verifier. Slow."""

    def recovery(self, code: str) -> str:
        """Let the recovery code in; gives its verifier."""


class Verifiers:
    """In an open study: nothing but the database has to know."""

    def keep(self, _person: Person, secret: str, _kind: Kind) -> str:
        """A verifier."""
        return verifier.make(secret)

    def rename(self, person: Person) -> None:
        """Names stand in the database alone."""

    def drop(self, code: str) -> None:
        """The state in the database says it."""

    def knows(self, _code: str, secret: str, kept: str) -> bool:
        """By the verifier."""
        return verifier.matches(kept, secret)

    def recovery(self, code: str) -> str:
        """Random enough to be cheap."""
        return verifier.make(keys.read_recovery_code(code) or code, argon.LIGHT)


class Slots:
    """In an encrypted study: a slot of the vault each, written before the database knows."""

    def __init__(self, path: Path, secrets: keys.Secrets) -> None:
        self._path, self._secrets = path, secrets

    def keep(self, person: Person, secret: str, kind: Kind) -> str:
        """A new slot; a slot of the other kind goes, so that the old passphrase opens nothing."""
        vault = self._read()
        old = [slot.id for slot in vault.slots if slot.person == person.code and slot.kind in _KINDS]
        vault = vault.add(self._secrets, _named(person), secret, kind)
        if gone := [slot.id for slot in vault.slots if slot.id in old]:
            vault = vault.remove(self._secrets, gone)
        vault.write(self._path)
        return ""

    def rename(self, person: Person) -> None:
        """In every slot of the person."""
        self._read().rename(self._secrets, _named(person)).write(self._path)

    def drop(self, code: str) -> None:
        """All slots of the person."""
        vault = self._read()
        if any(slot.person == code for slot in vault.slots):
            vault.remove(self._secrets, [code]).write(self._path)

    def knows(self, code: str, secret: str, _kept: str) -> bool:
        """By unlocking."""
        try:
            self._read().unlock(code, secret)
        except Problem as failure:
            if failure.kind is WRONG_PASSPHRASE:
                return False
            raise
        return True

    def recovery(self, code: str) -> str:
        """A slot in the place of the recovery code before."""
        self._read().with_recovery(self._secrets, code).write(self._path)
        return ""

    def _read(self) -> keys.Vault:
        return keys.Vault.read(self._path)


_KINDS = ("passphrase", "pin")


def _named(person: Person) -> keys.Person:
    return keys.Person(person.code, person.name, person.role)
