"""Making and opening a study."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from fieldapp import files, keys
from fieldapp.problems import (
    SETTING_INVALID,
    STUDY_EXISTS,
    STUDY_LOCKED,
    STUDY_MISSING,
    Problem,
)
from fieldapp.store import Store, swap
from fieldapp.study.entrance import PlainEntrance
from fieldapp.study.lock import Lock
from fieldapp.study.recents import remember
from fieldapp.study.rekeying import Change
from fieldapp.study.study import Study
from fieldapp.study.tries import Tries

Key = keys.Unlock | keys.Secrets
"""What opens an encrypted study: who and what was typed, or what that once unlocked (a worker's way)."""


def create(folder: Path, name: str, *, protection: keys.Protection | None = None) -> Study:
    """Make a study in a folder that holds none, and open it; encrypted if there is a protection."""
    name = name.strip()
    if not name:
        raise Problem(SETTING_INVALID, where=folder, value="''", why="a study needs a name")
    layout = files.Layout(folder.absolute())
    if files.is_there(layout.database):
        raise Problem(STUDY_EXISTS, where=folder)
    layout.make()
    return _behind_lock(layout, lambda: _make(layout, name, protection))


def open(folder: Path, exclusive: bool = True, *, unlock: Key | None = None) -> Study:
    """Open a study: to work in (one program at a time), or only to read beside it.

    An encrypted study needs `unlock`: Problem STUDY_LOCKED without, WRONG_PASSPHRASE with a wrong one.
    """
    layout = files.Layout(folder.absolute())
    swap.finish(layout.folder)
    if not files.is_there(layout.database):
        raise Problem(STUDY_MISSING, where=folder)
    secrets = unlocked(layout, unlock)
    if secrets is not None:
        secrets = finished(layout, secrets)
    if not exclusive:
        store = Store.open(layout.database, _database_key(secrets), read_only=True)
        return _signed_in(Study(layout.folder, store, None, secrets), unlock)
    study = _behind_lock(layout, lambda: _store(layout, secrets))
    return _signed_in(study, unlock)


def unlocked(layout: files.Layout, unlock: Key | None) -> keys.Secrets | None:
    """The keys of the study in this folder; None when it is not encrypted."""
    vault = vault_of(layout)
    if vault is None:
        return None
    if unlock is None:
        raise Problem(STUDY_LOCKED, where=vault.name)
    if isinstance(unlock, keys.Secrets):
        return unlock
    tries = Tries(vault.study_id)
    tries.begin(unlock.person, vault.name)
    secrets = vault.unlock(unlock.person, unlock.secret)
    tries.right(unlock.person)
    return secrets


def _signed_in(study: Study, unlock: Key | None) -> Study:
    """Where people sign in to a study that is not encrypted, they do it by the same `unlock`."""
    if not isinstance(unlock, keys.Unlock) or study.protected or not study.people.defined:
        return study
    try:
        door = PlainEntrance(study)
        alone = door.people[0].code if len(door.people) == 1 else ""
        door.enter(door.check(unlock.person or alone, unlock.secret))
    except BaseException:
        study.close()
        raise
    return study


def finished(layout: files.Layout, secrets: keys.Secrets) -> keys.Secrets | None:
    """Carry out a change of keys that was cut short; the keys in force afterwards."""
    vault = vault_of(layout)
    if vault is None or not vault.change:
        return secrets
    with closing(Lock(layout.lock)):
        return Change(layout, vault, secrets).carry_out()


def vault_of(layout: files.Layout) -> keys.Vault | None:
    """Who may open the study in this folder; None when it is not encrypted."""
    if not keys.vault_exists(layout.keys):
        return None
    vault = keys.Vault.read(layout.keys)
    return vault if vault.protected else None


def _behind_lock(layout: files.Layout, opening: Callable[[], tuple[Store, keys.Secrets | None]]) -> Study:
    """Lock first, then look: two programs that come at once cannot both go on."""
    lock = Lock(layout.lock)
    try:
        store, secrets = opening()
        study = Study(layout.folder, store, lock, secrets)
        study.people.sync()
    except BaseException:
        lock.release()
        raise
    remember(study.folder, study.name)
    return study


def _make(
    layout: files.Layout, name: str, protection: keys.Protection | None
) -> tuple[Store, keys.Secrets | None]:
    """The list of keys is on the disk before anything is encrypted with what it holds."""
    if files.is_there(layout.database):
        raise Problem(STUDY_EXISTS, where=layout.folder)
    settings = {"name": name, "study_id": uuid.uuid4().hex}
    _put_aside(layout)
    if protection is None:
        return Store.create(layout.database, settings), None
    vault, secrets = keys.Vault.make(settings["study_id"], name, protection)
    vault.write(layout.keys)
    return Store.create(layout.database, settings, secrets.database_key), secrets


def _put_aside(layout: files.Layout) -> None:
    """A list of keys without a database (a break while a study was made, or a lost database) is kept under
    another name: it may be the last key to a backup."""
    for path in (layout.keys, keys.twin(layout.keys)):
        if files.is_there(path):
            with files.guarded(path):
                path.replace(path.with_name(f"{path.stem}.before-{uuid.uuid4().hex[:8]}.json"))


def _store(layout: files.Layout, secrets: keys.Secrets | None) -> tuple[Store, keys.Secrets | None]:
    """The store to work in; a lost copy of the list of keys is made good."""
    if secrets is not None and (vault := vault_of(layout)) is not None:
        vault.heal(layout.keys)
    return Store.open(layout.database, _database_key(secrets)), secrets


def _database_key(secrets: keys.Secrets | None) -> bytes | None:
    return secrets.database_key if secrets else None
