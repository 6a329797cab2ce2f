"""Encrypting a study, its way back, and new keys: every file of it under another key, through any break.

The list of keys says first that a change has begun, and holds the old and the new master key until the end.
Then each file changes by itself, whole or not at all. A break in between leaves some files under the
old key and some under the new; the next opening knows both keys and goes on. So there is never a moment
at which the study does not open, with the passphrase that opened it before or with the new one.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fieldapp import files, keys
from fieldapp.problems import SEAL_BROKEN, Problem
from fieldapp.store import contacts_key, fitting_key, recode
from fieldapp.study.identity import copy_id

_SPARE = 4 << 20

KeyOf = Callable[[keys.Secrets], bytes]


@dataclass(frozen=True)
class Change:
    """One change of keys under way in the study of `layout`."""

    layout: files.Layout
    vault: keys.Vault
    secrets: keys.Secrets

    def carry_out(self) -> keys.Secrets | None:
        """Bring every file to where it belongs, then say that the change is over; gives the keys in force."""
        for path, key_of in self._databases():
            self._recode(path, key_of)
        for path in _files(self.layout.media):
            self._reseal(path)
        for old in self._old:
            keys.carry_over(copy_id(self.layout, self.vault.study_id), old, self._new)
        _forget_packs(self.layout)
        _sweep(self.layout)
        return self._end()

    @property
    def room(self) -> int:
        """Bytes that must be free: asked for before anything is begun, for the study opens again only when
        the change is over."""
        paths = [path for path, _ in self._databases()] + _files(self.layout.media)
        return 3 * max(map(files.size_of, paths), default=0) + _SPARE

    @property
    def _new(self) -> keys.Secrets | None:
        """The keys the files shall be under; None for none."""
        return None if self.vault.change == "unprotect" else self.secrets

    @property
    def _old(self) -> tuple[keys.Secrets | None, ...]:
        """What they may be under still."""
        if self.vault.change == "unprotect":
            return (self.secrets, *self.secrets.older)
        return (None,) if self.vault.change == "protect" else self.secrets.older

    def _databases(self) -> Iterable[tuple[Path, KeyOf]]:
        def database(secrets: keys.Secrets) -> bytes:
            return secrets.database_key

        def contacts(secrets: keys.Secrets) -> bytes:
            return contacts_key(secrets.database_key) or b""

        if self.layout.contacts.exists():
            yield self.layout.contacts, contacts
        for path in _files(self.layout.lists, ".db"):
            yield path, lambda secrets: secrets.lists_key
        for path in _files(self.layout.backups, ".db"):
            yield path, database
        yield self.layout.database, database

    def _recode(self, path: Path, key_of: KeyOf) -> None:
        def key(secrets: keys.Secrets | None) -> bytes | None:
            return key_of(secrets) if secrets else None

        wanted = key(self._new)
        found = fitting_key(path, [wanted, *(key(old) for old in self._old)])
        if found != wanted:
            with files.guarded(path):
                path.with_suffix(".sum").unlink(missing_ok=True)  # it is of the plain table of a list
            recode(path, found, wanted)

    def _reseal(self, path: Path) -> None:
        """A media file. Which keys it is under is found by opening it: a file that somebody attached may
        itself look sealed. One that no key opens is left for the check of the study to name."""
        data = files.read(path)
        plain, under = self._opened(data, path)
        if under is self._new or (under is None and keys.is_sealed(data) and self.vault.change != "protect"):
            return
        files.write(path, _sealed(plain, self._new))

    def _opened(self, data: bytes, path: Path) -> tuple[bytes, keys.Secrets | None]:
        """The content, and what it was sealed with; None when it was not."""
        for secrets in (self._new, *self._old):
            if secrets is not None and keys.is_sealed(data):
                one = keys.Secrets(secrets.study_id, secrets.slot, secrets.masters[:1])
                with suppress(Problem):
                    return one.open(data, path), secrets
        return data, None

    def _end(self) -> keys.Secrets | None:
        if self.vault.change == "unprotect":
            keys.remove_vault(self.layout.keys)
            return None
        vault, secrets = self.vault.with_masters(self.secrets, self.secrets.masters[:1], "")
        vault.write(self.layout.keys)
        return secrets


def begin_protect(layout: files.Layout, study_id: str, name: str, protection: keys.Protection) -> Change:
    """From now on the study asks for a passphrase; its files are encrypted one after another."""
    vault, secrets = keys.Vault.make(study_id, name, protection)
    vault, secrets = vault.with_masters(secrets, secrets.masters, "protect")
    return _begun(layout, vault, secrets)


def begin_unprotect(layout: files.Layout, vault: keys.Vault, secrets: keys.Secrets) -> Change:
    """From now on the files are decrypted one after another."""
    vault, secrets = vault.with_masters(secrets, secrets.masters, "unprotect")
    return _begun(layout, vault, secrets)


def begin_rekey(
    layout: files.Layout, vault: keys.Vault, secrets: keys.Secrets, gone: Collection[str], code: str
) -> Change:
    """A new master key for everybody but those who are `gone`, and a new recovery code."""
    if gone:
        vault = vault.remove(secrets, gone)
    vault, secrets = vault.with_masters(secrets, (os.urandom(32), *secrets.masters), "rekey")
    return _begun(layout, vault.with_recovery(secrets, code), secrets)


def _begun(layout: files.Layout, vault: keys.Vault, secrets: keys.Secrets) -> Change:
    change = Change(layout, vault, secrets)
    files.require_space(layout.folder, change.room)
    vault.write(layout.keys)
    return change


def _sealed(data: bytes, secrets: keys.Secrets | None) -> bytes:
    """The new form of a file, tried before it takes the place of the old one."""
    if secrets is None:
        return data
    sealed = secrets.seal(data)
    if secrets.open(sealed) != data:
        raise Problem(SEAL_BROKEN, where="age")
    return sealed


def _files(folder: Path, ending: str = "") -> list[Path]:
    """The files of a folder, none of them a temporary one."""
    if not files.is_folder(folder):
        return []
    with files.guarded(folder, reading=True):
        return sorted(
            path
            for path in folder.iterdir()
            if path.is_file() and not path.name.startswith(".") and path.name.endswith(ending)
        )


def _forget_packs(layout: files.Layout) -> None:
    """Packs for other laptops are under the keys of their time; they are made anew from the database."""
    for path in _files(layout.folder / "outbox"):
        if path.suffix in (".pck", ".made"):
            with files.guarded(path):
                path.unlink(missing_ok=True)


def _sweep(layout: files.Layout) -> None:
    """What breaks left half written, in the old form or the new."""
    for folder in (layout.folder, layout.lists, layout.media, layout.backups):
        for path in folder.glob(".*.tmp*") if folder.is_dir() else ():
            with files.guarded(path):
                path.unlink(missing_ok=True)
