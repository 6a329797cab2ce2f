"""`Vault`: `keys.json`, the list of those who may open a study, and how.

A vault is a value: every change gives a new one, and `write` puts it on the disk. All but unlocking
needs the `Secrets` of somebody who has unlocked it; a MAC over the whole list, keyed by the master key,
shows a list that was changed by somebody who has not.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self

from fieldapp.keys import argon, vaultfile
from fieldapp.keys.argon import Params
from fieldapp.keys.recovery import new_recovery_code, read_recovery_code
from fieldapp.keys.secrets import Secrets
from fieldapp.keys.slots import VERSION, Person, Slot, make_slot, open_slot, read_slot, rewrapped, sealed_to
from fieldapp.problems import PERSON_UNKNOWN, VAULT_ALTERED, VAULT_DAMAGED, WRONG_PASSPHRASE, Problem

CHANGES = ("", "protect", "rekey", "unprotect")
_MOST_SLOTS = 500


@dataclass(frozen=True, slots=True)
class Unlock:
    """Who opens (a person's code, the id of a slot, or "" for anybody) and what was typed."""

    person: str
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Protection:
    """How a new study is protected: its first person, and the recovery code that is shown once, for paper."""

    person: str
    secret: str = field(repr=False)
    name: str = ""
    role: str = "lead"
    recovery: str = field(default_factory=new_recovery_code, repr=False)
    params: Params | None = None
    """Cost of a guess; measured on this laptop when left out."""


@dataclass(frozen=True)
class Vault:
    """The vault of one study."""

    study_id: str
    name: str
    slots: tuple[Slot, ...] = ()
    change: str = ""
    """A change of keys that is under way, see `study.rekey`."""
    mac: str = ""

    @property
    def protected(self) -> bool:
        """Whether the study is encrypted."""
        return bool(self.slots)

    # Reading and writing

    @classmethod
    def read(cls, path: Path) -> Self:
        """The vault in a file, or in its twin if the file is damaged; Problem VAULT_DAMAGED, FILE_MISSING."""
        return vaultfile.read(path, lambda data: cls.parse(data, path))

    def write(self, path: Path) -> None:
        """To the file and its twin, each whole or not at all, and read back."""
        vaultfile.write(path, self.data())

    def heal(self, path: Path) -> None:
        """Bring both files to this, where one is missing or damaged; for whoever holds the study's lock."""
        vaultfile.heal(path, self.data())

    @classmethod
    def parse(cls, data: bytes, where: Path | str) -> Self:
        """A vault from the bytes of its file."""
        try:
            plain = vaultfile.content(data)
            if plain["version"] != VERSION or plain["change"] not in CHANGES:
                raise ValueError("of a version that this fieldapp does not know")
            slots = tuple(read_slot(slot, where) for slot in plain["slots"][:_MOST_SLOTS])
            return cls(str(plain["study_id"]), str(plain["name"]), slots, plain["change"], str(plain["mac"]))
        except (ValueError, KeyError, TypeError, AttributeError) as failure:
            raise Problem(VAULT_DAMAGED, where=where, why=failure) from failure

    def data(self) -> bytes:
        """The bytes of the file."""
        return vaultfile.encoded({**self._listed(), "mac": self.mac})

    def _listed(self) -> dict[str, Any]:
        return {
            "version": VERSION,
            "study_id": self.study_id,
            "name": self.name,
            "protected": self.protected,
            "change": self.change,
            "slots": [slot.plain() for slot in self.slots],
        }

    # Making and unlocking

    @classmethod
    def make(cls, study_id: str, name: str, protection: Protection) -> tuple[Self, Secrets]:
        """A vault with a new master key, its first person and a recovery code."""
        argon.require_strength(protection.secret)
        person, masters = Person(protection.person, protection.name, protection.role), (os.urandom(32),)
        params = protection.params or argon.calibrated()
        slot = make_slot(study_id, person, "passphrase", protection.secret, masters, params)
        secrets = Secrets(study_id, slot, masters)
        return cls(study_id, name, (slot,)).with_recovery(secrets, protection.recovery), secrets

    def unlock(self, person: str, secret: str) -> Secrets:
        """The keys of the study. Problem WRONG_PASSPHRASE; VAULT_ALTERED when somebody touched the list."""
        for slot in self._tried(person, secret):
            if masters := open_slot(slot, self.study_id, secret):
                secrets = Secrets(self.study_id, slot, masters)
                if not hmac.compare_digest(self._mac(secrets), self.mac):
                    raise Problem(VAULT_ALTERED, where=self.name)
                return secrets
        raise Problem(WRONG_PASSPHRASE, where=self.name)

    def _tried(self, person: str, secret: str) -> list[Slot]:
        """The slots that the secret may belong to: what reads as a recovery code is tried as one first."""
        code = read_recovery_code(secret) is not None
        own = [slot for slot in self.slots if slot.kind in ("passphrase", "pin", "system")
               and person in ("", slot.person, slot.id)]  # fmt: skip
        return [slot for slot in self.slots if slot.kind == "recovery" and code] + own

    # Changes; each gives a new vault, to be written

    def add(
        self,
        secrets: Secrets,
        person: Person,
        secret: str,
        kind: str = "passphrase",
        params: Params | None = None,
    ) -> Self:
        """Let a person in; a slot of the same person and kind is replaced."""
        if kind in ("passphrase", "pin"):
            argon.require_strength(secret, pin=kind == "pin")
        params = params or (argon.calibrated() if kind in ("passphrase", "pin") else argon.LIGHT)
        slot = make_slot(self.study_id, person, kind, secret, secrets.masters, params)
        others = tuple(old for old in self.slots if (old.person, old.kind) != (person.code, kind))
        return self._signed(secrets, (*others, slot))

    def admitted(self, secrets: Secrets, slot: Slot) -> Self:
        """With the slot of a person who was added on another laptop: the passphrase stays theirs, the master
        keys in it are those of this copy. Only who has no way in here gets one; nothing else changes."""
        here = {old.person for old in self.slots} | {old.id for old in self.slots}
        if self.change or {slot.person, slot.id} & here or len(self.slots) >= _MOST_SLOTS:
            return self
        if not hmac.compare_digest(self._mac(secrets), self.mac):
            raise Problem(VAULT_ALTERED, where=self.name)
        return self._signed(secrets, (*self.slots, sealed_to(slot, self.study_id, secrets.masters)))

    def change_secret(
        self, secrets: Secrets, slot_id: str, secret: str, params: Params | None = None
    ) -> Self:
        """Another passphrase or PIN for one slot."""
        slot = self.slot(slot_id)
        argon.require_strength(secret, pin=slot.kind == "pin")
        new = rewrapped(slot, self.study_id, secret, secrets.masters, params or argon.calibrated())
        return self._signed(secrets, tuple(new if old is slot else old for old in self.slots))

    def rename(self, secrets: Secrets, person: Person) -> Self:
        """Another name or role of a person; the passphrase stays."""
        return self._each(
            secrets,
            lambda slot: (
                replace(slot, name=person.name, role=person.role) if slot.person == person.code else slot
            ),
        )

    def remove(self, secrets: Secrets, persons: Collection[str]) -> Self:
        """Take persons (codes, or ids of slots) off the list. Who copied the keys before still has them:
        `study.rekey` is for that."""
        gone = {slot.id for slot in self.slots if slot.person in persons or slot.id in persons}
        left = tuple(slot for slot in self.slots if slot.id not in gone)
        if not gone or not any(slot.kind == "passphrase" for slot in left):
            raise Problem(PERSON_UNKNOWN, where=self.name, value=", ".join(persons))
        return self._signed(secrets, left)

    def with_recovery(self, secrets: Secrets, code: str, params: Params = argon.LIGHT) -> Self:
        """A recovery code in the place of the one before."""
        person = Person("recovery", "", "lead")
        slot = make_slot(self.study_id, person, "recovery", code, secrets.masters, params)
        others = tuple(old for old in self.slots if old.kind != "recovery")
        return self._signed(secrets, (*others, slot))

    def with_masters(self, secrets: Secrets, masters: tuple[bytes, ...], change: str) -> tuple[Self, Secrets]:
        """Other master keys for everybody on the list, and what they unlock to."""
        renewed = Secrets(self.study_id, secrets.slot, masters)
        return replace(self, change=change)._each(renewed, lambda slot: slot), renewed

    def slot(self, slot_id: str) -> Slot:
        """The slot of that id."""
        for slot in self.slots:
            if slot.id == slot_id:
                return slot
        raise Problem(PERSON_UNKNOWN, where=self.name, value=slot_id)

    def _each(self, secrets: Secrets, change: Callable[[Slot], Slot]) -> Self:
        """Every slot changed and sealed anew."""
        slots = tuple(sealed_to(change(slot), self.study_id, secrets.masters) for slot in self.slots)
        return self._signed(secrets, slots)

    def _signed(self, secrets: Secrets, slots: tuple[Slot, ...]) -> Self:
        new = replace(self, slots=slots, mac="")
        return replace(new, mac=new._mac(secrets))

    def _mac(self, secrets: Secrets) -> str:
        listed = json.dumps(self._listed(), sort_keys=True).encode("ascii")
        return hmac.new(secrets.derive("vault"), listed, hashlib.sha256).hexdigest()
