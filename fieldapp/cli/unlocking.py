"""How the copies in a backup are opened: with the passphrase of the one who asks, if they are encrypted."""

from __future__ import annotations

from functools import partial

from fieldapp.backup import Backup, Opens, plain
from fieldapp.cli.entering import needed
from fieldapp.keys import Vault
from fieldapp.problems import STUDY_LOCKED, Problem
from fieldapp.store import Store


def opens_of(one: Backup) -> Opens | None:
    """With the list of keys that lies in the backup. None where nobody can be asked for a passphrase: then
    the hashes alone are the proof."""
    if not one.trusted.protected:
        return plain
    try:
        unlock = needed(one.folder)
    except Problem as problem:
        if problem.kind is not STUDY_LOCKED:
            raise
        return None
    secrets = Vault.read(one.folder / "keys.json").unlock(unlock.person, unlock.secret)
    return partial(Store.open, key=secrets.database_key, read_only=True)
