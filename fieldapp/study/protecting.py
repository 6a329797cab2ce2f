"""Encrypting a study, decrypting it, and new keys for it: for a study that is not open."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from fieldapp import files, keys
from fieldapp.problems import PROTECTED_ALREADY, PROTECTED_NOT, STUDY_MISSING, Problem
from fieldapp.study.doors import Key, finished, open, unlocked, vault_of
from fieldapp.study.lock import Lock
from fieldapp.study.rekeying import begin_protect, begin_rekey, begin_unprotect


def protect(folder: Path, protection: keys.Protection) -> None:
    """Encrypt a study; Problem PROTECTED_ALREADY. Workbooks in its exports folder stay as they are."""
    layout = _existing(folder)
    if vault_of(layout) is not None:
        raise Problem(PROTECTED_ALREADY, where=folder)
    with closing(open(folder)) as study:
        study_id, name = study.study_id, study.name
    with closing(Lock(layout.lock)):
        renewed = begin_protect(layout, study_id, name, protection).carry_out()
    with closing(open(folder, unlock=renewed)) as study:
        study.act("protect", protection.person)


def unprotect(folder: Path, unlock: Key) -> None:
    """Decrypt a study; Problem PROTECTED_NOT."""
    layout, vault, secrets = _protected(folder, unlock)
    with closing(Lock(layout.lock)):
        begin_unprotect(layout, vault, secrets).carry_out()
    with closing(open(folder)) as study:
        study.act("unprotect", secrets.slot.person)


def rekey(folder: Path, unlock: Key, *, gone: Collection[str] = (), code: str = "") -> str:
    """New keys, for when somebody left who knew a passphrase or the recovery code.

    Persons in `gone` are taken off the list; all others keep their passphrases. Gives the new recovery code.
    Copies and backups made before stay under the old keys.
    """
    layout, vault, secrets = _protected(folder, unlock)
    code = code or keys.new_recovery_code()
    with closing(Lock(layout.lock)):
        renewed = begin_rekey(layout, vault, secrets, gone, code).carry_out()
    with closing(open(folder, unlock=renewed)) as study:
        study.act("rekey", secrets.slot.person, gone=" ".join(gone))
    return code


def _protected(folder: Path, unlock: Key) -> tuple[files.Layout, keys.Vault, keys.Secrets]:
    layout = _existing(folder)
    secrets = unlocked(layout, unlock)
    secrets = finished(layout, secrets) if secrets else None
    vault = vault_of(layout)
    if secrets is None or vault is None:
        raise Problem(PROTECTED_NOT, where=folder)
    return layout, vault, secrets


def _existing(folder: Path) -> files.Layout:
    layout = files.Layout(folder.absolute())
    if not layout.database.exists():
        raise Problem(STUDY_MISSING, where=folder)
    return layout
