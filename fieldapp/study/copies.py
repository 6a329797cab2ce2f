"""Copies of the contacts in folders of backups: the same values and files are deleted there.

The folders are those of `fieldapp.backup`, which this room does not know; what is needed of them stands
in docs/data.md: each copy has `contacts.db` and a `manifest.json` with the hash of every part, and media
lie by content beside the copies.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldapp import files
from fieldapp.problems import Problem
from fieldapp.store.contacts import Contacts

MANIFEST, CONTACTS, CONTENT, MEDIA = "manifest.json", "contacts.db", "content", "media/"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was looked at. `why` is empty where all that was to go is gone."""

    folder: Path
    values: int = 0
    why: str = ""


def found(folders: Iterable[Path]) -> Iterator[Path]:
    """Every folder with a manifest in or below these."""
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path.parent for path in folder.rglob(MANIFEST))


def erase(
    copy: Path, key: bytes | None, tokens: Collection[str], media: Collection[str], at: datetime
) -> Copy:
    """Delete values and files in one copy; the copy stays whole, and says that the files are missing."""
    try:
        manifest = json.loads(files.read(copy / MANIFEST))
        count = _erase_values(copy, key, tokens, media, at, manifest)
        _erase_media(copy, manifest, set(media))
        _write(copy, manifest)
    except (Problem, OSError, ValueError, KeyError, TypeError) as failure:
        return Copy(copy, why=str(failure))
    return Copy(copy, count)


def _erase_values(
    copy: Path,
    key: bytes | None,
    tokens: Collection[str],
    media: Collection[str],
    at: datetime,
    manifest: dict[str, Any],
) -> int:
    path = copy / CONTACTS
    if not path.is_file():
        return 0
    contacts = Contacts(path, key)
    try:
        count = contacts.erase(tokens, media, at)
    finally:
        contacts.close()
    for helper in (f"{CONTACTS}-wal", f"{CONTACTS}-shm"):
        (copy / helper).unlink(missing_ok=True)
    manifest["files"][CONTACTS] = {
        "sha256": files.sha256_of(path),
        "size": files.size_of(path),
        "changed": path.stat().st_mtime_ns,
    }
    return count


def _erase_media(copy: Path, manifest: dict[str, Any], names: set[str]) -> None:
    """`content` maps a path in the study to the hash that the file lies by."""
    gone = [path for path in manifest["content"] if path.startswith(MEDIA) and path[len(MEDIA) :] in names]
    for path in gone:
        sha256 = manifest["content"].pop(path)["sha256"]
        files.destroy(copy.parent / CONTENT / sha256[:2] / sha256)
    manifest["missing"] = sorted({*manifest["missing"], *(path[len(MEDIA) :] for path in gone)})


def _write(copy: Path, manifest: dict[str, Any]) -> None:
    manifest.pop("sha256", None)
    text = json.dumps(manifest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    manifest["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    files.write(copy / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
