"""Deleting contacts at the promised date: values, files, copies that can be reached, and a record of it.

The answers stay as they are and their hashes hold: they have tokens where the values were.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp import files
from fieldapp.study import copies, promise
from fieldapp.study.rights import Right

if TYPE_CHECKING:
    from fieldapp.study.study import Study

_WORKBOOK = re.compile(r".*-contacts(-\d+)?\.xlsx")
"""Workbooks of contacts that an export left in the study's own folder."""


@dataclass(frozen=True, slots=True)
class Deletion:
    """What was deleted. `questions` counts values by question; `before` is None where all went."""

    study: str
    at: datetime
    before: datetime | None
    person: str
    device: str
    questions: Mapping[str, int]
    media: tuple[str, ...]
    exports: tuple[str, ...]
    copies: tuple[copies.Copy, ...]
    unreached: tuple[str, ...]
    """Copies that may still hold values: where they were written, or why they could not be changed."""
    older: int

    @property
    def values(self) -> int:
        """How many values were deleted."""
        return sum(self.questions.values())


def delete(study: Study, *, before: datetime | None = None, backups: Iterable[Path] = ()) -> Deletion:
    """Delete the contacts that were written `before` a moment, or all. No interview may be open meanwhile.

    `backups` are folders to look for copies in. Problem NOT_ALLOWED without the right.
    """
    study.require(Right.DELETE_CONTACTS)
    contacts, at = study.store.contacts, datetime.now().astimezone()
    contacts.sweep(promise.used_tokens(study))
    rows = [row for row in contacts.all() if row.erased is None and (before is None or row.added < before)]
    tokens, media = [row.token for row in rows], sorted(promise.personal_files(study, before))
    contacts.erase(tokens, media, at)
    for name in media:
        files.destroy(study.layout.media / name)
    exports = _exports(study.layout.exports)
    changed, lost = _copies(study, backups, tokens, media, at)
    deletion = Deletion(
        study=study.name,
        at=at,
        before=before,
        person=study.enumerator,
        device=study.device_id,
        questions=Counter(row.question for row in rows),
        media=tuple(media),
        exports=tuple(exports),
        copies=tuple(changed),
        unreached=(*lost, *_elsewhere(study)),
        older=promise.status(study).older,
    )
    _enter(study, deletion)
    return deletion


def _exports(folder: Path) -> list[str]:
    found = sorted(path for path in folder.glob("*.xlsx") if _WORKBOOK.fullmatch(path.name))
    return [path.name for path in found if files.destroy(path)]


def _copies(
    study: Study, folders: Iterable[Path], tokens: Collection[str], media: Collection[str], at: datetime
) -> tuple[list[copies.Copy], list[str]]:
    folders = list(dict.fromkeys([*folders, *known_backups(study)]))
    places = [study.layout.backups, *folders]
    key = study.store.contacts.key
    looked = [copies.erase(copy, key, tokens, media, at) for copy in dict.fromkeys(copies.found(places))]
    lost = [f"{copy.folder}: {copy.why}" for copy in looked if copy.why]
    missing = [str(folder) for folder in folders if not folder.is_dir()]
    return [copy for copy in looked if not copy.why], [*lost, *missing]


def known_backups(study: Study) -> list[Path]:
    """The folders that this study's backups go to, as it remembers them."""
    chosen = study.settings.get("backup_folder")
    with suppress(ValueError, TypeError, KeyError):
        last = json.loads(study.settings.get("backup") or "{}")
        return [Path(folder) for folder in dict.fromkeys((chosen, last.get("folder", ""))) if folder]
    return [Path(chosen)] if chosen else []


def _elsewhere(study: Study) -> list[str]:
    """Workbooks of contacts that the log knows outside this folder."""
    exports = [act for act in study.store.acts.all() if act.kind == "export-contacts"]
    paths = dict.fromkeys(act.details.get("path", "") for act in exports)
    return [path for path in paths if path and Path(path).parent != study.layout.exports]


def _enter(study: Study, deletion: Deletion) -> None:
    study.act(
        "contacts-delete",
        study.study_id,
        values=str(deletion.values),
        media=str(len(deletion.media)),
        before=deletion.before.isoformat() if deletion.before else "",
        copies=str(len(deletion.copies)),
        unreached=str(len(deletion.unreached)),
    )
