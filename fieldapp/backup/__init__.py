"""Two copies: what a backup is, making and checking it, where it goes, and the way back.

Owns: the folder of backups, its manifests and contents, retention, verifying, restoring, the drill.
Does not: know a `Study`, windows or passphrases (it is handed a store, and how copies are opened), hold
SQL, delete anything that is not its own. May import: store, files, wording, problems.

::

    source = Source(store, layout, device, opens)       # store: an own connection, for reading
    target = where_to(layout, configured)               # the folder that was chosen, a stick, or this laptop
    made = back_up(source, target.folder)               # verified by reading back; Problem if it is not
    before(store, layout, "merge")                      # the same, into the study's own folder
    found = backups(target.folder)                      # newest first; damaged ones among them
    faults = verify(found[0], opens)                    # [] when every byte is right
    drill(found[0], layout.folder, opens)               # restores beside the study, compares, removes
    restore(found[0], folder, opens)                    # into a folder that is not there yet
    aside = restore_over(found[0], layout.folder, opens)    # the present study is moved aside, whole
    lacking(store, copy) -> list[Lacking]               # what the first has and the second has not

A backup is `fieldapp-backup-<study>/<time>-<device>/` with `study.db`, `contacts.db` and `keys.json`, as
they lie in the study (encrypted if they are there), and `manifest.json`, which is written last: without
it there is no backup. Media and lists lie once beside them, by content. The format is in `docs/data.md`.
"""

from fieldapp.backup.choice import Target, disks, where_to
from fieldapp.backup.drill import Drilled, drill
from fieldapp.backup.finding import Backup, backups, newest
from fieldapp.backup.keeping import (
    Last,
    Level,
    Outlook,
    Wishes,
    last_backup,
    last_drill,
    outlook,
    remember,
    remember_drill,
)
from fieldapp.backup.making import Made, Source, back_up, before
from fieldapp.backup.manifest import Manifest
from fieldapp.backup.opening import Cancelled, Opens, plain
from fieldapp.backup.restoring import Restored, restore, restore_over
from fieldapp.backup.retention import Policy
from fieldapp.backup.verifying import Fault, verify
from fieldapp.store import Lacking, lacking

__all__ = [
    "Backup",
    "Cancelled",
    "Drilled",
    "Fault",
    "Lacking",
    "Last",
    "Level",
    "Made",
    "Manifest",
    "Opens",
    "Outlook",
    "Policy",
    "Restored",
    "Source",
    "Target",
    "Wishes",
    "back_up",
    "backups",
    "before",
    "disks",
    "drill",
    "lacking",
    "last_backup",
    "last_drill",
    "newest",
    "outlook",
    "plain",
    "remember",
    "remember_drill",
    "restore",
    "restore_over",
    "verify",
    "where_to",
]
