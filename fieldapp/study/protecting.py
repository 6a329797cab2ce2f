"""Encrypting a study, decrypting it, and new keys for it: for a study that is not open."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from fieldapp import files, keys
from fieldapp.problems import PROTECTED_ALREADY, PROTECTED_NOT, Problem
from fieldapp.study import verifier
from fieldapp.study.doors import Key, open, vault_of
from fieldapp.study.lock import Lock
from fieldapp.study.rekeying import begin_protect, begin_rekey, begin_unprotect
from fieldapp.study.rights import Right
from fieldapp.study.study import Study

_OURS = {"study.db", "contacts.db", "lock", "keys.json", "keys.copy.json", "restored.json"}


def protect(folder: Path, protection: keys.Protection, *, unlock: keys.Unlock | None = None) -> None:
    """Encrypt a study; Problem PROTECTED_ALREADY. `unlock` signs in where people do.

    Who is not in the list of keys can be let in again by the study lead. See `plain_files`.
    """
    layout = files.Layout(folder.absolute())
    if files.is_there(layout.database) and vault_of(layout) is not None:
        raise Problem(PROTECTED_ALREADY, where=folder)
    study_id, name = _allowed(folder, unlock)
    with closing(Lock(layout.lock)):
        renewed = begin_protect(layout, study_id, name, protection).carry_out()
    with closing(open(folder, unlock=renewed)) as study:
        _only(study, {protection.person: ""})
        study.act("protect", protection.person)


def unprotect(folder: Path, unlock: Key) -> None:
    """Decrypt a study; Problem PROTECTED_NOT. Where people sign in, who decrypted it still can, and lets the
    others in again: that is written first, so that a break leaves nobody outside."""
    layout = files.Layout(folder.absolute())
    vault, secrets = _protected(layout, unlock)
    with closing(open(folder, unlock=secrets)) as study:
        _only(study, _verifier(secrets.slot, unlock))
        study.act("unprotect", secrets.slot.person)
    with closing(Lock(layout.lock)):
        begin_unprotect(layout, vault, secrets).carry_out()


def _verifier(slot: keys.Slot, unlock: Key) -> dict[str, str]:
    """By what the one who decrypts signs in afterwards; nobody does after a recovery code."""
    if isinstance(unlock, keys.Unlock) and slot.kind in ("passphrase", "pin"):
        return {slot.person: verifier.make(unlock.secret)}
    return {}


def rekey(folder: Path, unlock: Key, *, gone: Collection[str] = (), code: str = "") -> str:
    """New keys, for when somebody left who knew a passphrase or the recovery code.

    Persons in `gone` are taken off the list; all others keep their passphrases. Gives the new recovery code.
    Copies and backups made before stay under the old keys.
    """
    layout = files.Layout(folder.absolute())
    vault, secrets = _protected(layout, unlock)
    code = code or keys.new_recovery_code()
    with closing(Lock(layout.lock)):
        renewed = begin_rekey(layout, vault, secrets, gone, code).carry_out()
    with closing(open(folder, unlock=renewed)) as study:
        left = {person.code: "" for person in study.people.active() if person.code not in gone}
        _only(study, left)
        study.act("rekey", secrets.slot.person, gone=" ".join(gone))
    return code


def plain_files(layout: files.Layout) -> list[Path]:
    """Files in the folder of an encrypted study that are not encrypted: exports, and what was put there."""
    sealed = {layout.media, layout.lists, layout.backups, layout.folder / "outbox", layout.folder / "crash"}
    found = (path for path in sorted(layout.folder.rglob("*")) if path.is_file())
    pictures = layout.lists.with_name("files")  # of the forms; no answers
    return [
        path
        for path in found
        if path.parent not in sealed and pictures not in path.parents and not _is_ours(layout, path)
    ]


def _is_ours(layout: files.Layout, path: Path) -> bool:
    name = path.name.removesuffix("-wal").removesuffix("-shm")
    return path.parent == layout.folder and (name in _OURS or name.startswith("keys.before-"))


def _allowed(folder: Path, unlock: Key | None) -> tuple[str, str]:
    """Study id and name; Problem NOT_ALLOWED for who may not."""
    with closing(open(folder, unlock=unlock)) as study:
        study.require(Right.PROTECT)
        return study.study_id, study.name


def _protected(layout: files.Layout, unlock: Key) -> tuple[keys.Vault, keys.Secrets]:
    with closing(open(layout.folder, unlock=unlock)) as study:
        study.require(Right.PROTECT)
        vault, secrets = vault_of(layout), study.secrets
    if vault is None or secrets is None:
        raise Problem(PROTECTED_NOT, where=layout.folder)
    return vault, secrets


def _only(study: Study, verifiers: dict[str, str]) -> None:
    """These can sign in from now on, by their slot or by this verifier; the others have no key any more, and
    the study lead can let them in again."""
    for row in study.store.people.all():
        if row.state == "active":
            known = row.code in verifiers
            kept = verifiers.get(row.code, "")
            study.store.people.put(replace(row, state="active" if known else "removed", verifier=kept))
