"""The names in a folder of backups. They suit every file system: no colon, no capital letters, no blanks."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

FOLDER = "fieldapp-backup"
MANIFEST = "manifest.json"
OWN_FILES = ("study.db", "contacts.db", "keys.json")
"""What lies in the backup's own folder, under the names it has in the study."""

CONTENT_FOLDERS = ("forms", "media")
"""Folders of a study whose files are kept by content: lists and pictures of forms, answers to questions."""

_NAME = re.compile(r"\d{8}-\d{6}-([0-9a-f]{8})")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def root(target: Path, study_id: str) -> Path:
    """Where the backups of a study lie in a target folder."""
    return target / f"{FOLDER}-{study_id[:8]}"


def is_root(path: Path) -> bool:
    """Whether this may be a folder of backups, of whatever study."""
    return path.name.startswith(FOLDER) and path.is_dir()


def free_name(folder: Path, at: datetime, device: str) -> Path:
    """A folder that is not there yet, named by the time and the laptop."""
    while (path := folder / f"{at:%Y%m%d-%H%M%S}-{device[:8]}").exists():
        at += timedelta(seconds=1)
    return path


def device_of(name: str) -> str | None:
    """The laptop in a backup's name; None where the name is no backup's."""
    match = _NAME.fullmatch(name)
    return match[1] if match else None


def is_sha256(text: object) -> bool:
    """A hash as we write it."""
    return isinstance(text, str) and _SHA256.fullmatch(text) is not None


def content(folder: Path, sha256: str) -> Path:
    """Where a content lies in a folder of backups; in 256 folders, for FAT holds few names in one."""
    return folder / "content" / sha256[:2] / sha256
