"""What a backup holds, with the hash of each part. Read as if an enemy had written it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldapp import files
from fieldapp.backup.places import CONTENT_FOLDERS, MANIFEST, OWN_FILES, is_sha256
from fieldapp.problems import BACKUP_DAMAGED, BACKUP_NEWER, Problem

VERSION = 1
_LARGEST = 256 << 20
_LONGEST_NAME = 255
_DEEPEST = 4
_FORBIDDEN = set('/\\:*?"<>|')


@dataclass(frozen=True, slots=True)
class Item:
    """One file: the hash and length of its bytes as they lie there, and when it changed (nanoseconds)."""

    sha256: str
    size: int
    changed: int = 0


Items = dict[str, Item]


@dataclass(frozen=True, slots=True)
class Manifest:
    """`number` counts the backups of one laptop, whatever its clock says; `files` lie in the backup's own
    folder, `content` (media, lists and pictures of forms, by their path in the study) lies by content.
    `missing` are media that the study itself no longer had."""

    study_id: str
    study: str
    device: str
    number: int
    time: datetime
    reason: str
    app: str
    schema: int
    protected: bool
    view_hash: str
    drafts: int
    finalized: int
    files: Items
    content: Items = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def contents(self) -> set[str]:
        """Hashes of what lies by content."""
        return {item.sha256 for item in self.content.values()}

    @property
    def size(self) -> int:
        """Bytes of a restored study."""
        return sum(item.size for items in (self.files, self.content) for item in items.values())


def write(folder: Path, manifest: Manifest) -> None:
    """The commit of a backup: after this it exists."""
    plain = {"v": VERSION, **asdict(manifest), "time": manifest.time.isoformat()}
    plain["sha256"] = _digest(plain)
    files.write(folder / MANIFEST, json.dumps(plain, ensure_ascii=False, indent=1).encode())


def read(folder: Path) -> Manifest:
    """The manifest of a backup; Problem BACKUP_DAMAGED or BACKUP_NEWER where it cannot be believed."""
    path = folder / MANIFEST
    try:
        plain = _plain(path)
        if plain.get("v") != VERSION:
            raise Problem(BACKUP_NEWER, where=folder)
        return _manifest(plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as failure:
        raise Problem(BACKUP_DAMAGED, where=folder, why=f"{MANIFEST}: {failure}") from failure


def _plain(path: Path) -> dict[str, Any]:
    if files.size_of(path) > _LARGEST:
        raise ValueError("the file is too long")
    plain = json.loads(files.read(path))
    found = plain.pop("sha256")
    if _digest(plain) != found:
        raise ValueError("the file was changed")
    return dict(plain)


def _digest(plain: dict[str, Any]) -> str:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _manifest(plain: dict[str, Any]) -> Manifest:
    named = {name: plain[name] for name in Manifest.__slots__}
    for name in ("number", "schema", "drafts", "finalized"):
        named[name] = _count(named[name])
    for name in ("study_id", "study", "device", "reason", "app"):
        named[name] = _text(named[name])
    if not is_sha256(named["view_hash"]):
        raise ValueError("no view hash")
    named["protected"] = named["protected"] is True
    named["time"] = datetime.fromisoformat(named["time"]).astimezone()
    named["missing"] = tuple(_text(name) for name in named["missing"])
    named["files"] = {_name(key): _item(value) for key, value in named["files"].items()}
    named["content"] = {_path(key): _item(value) for key, value in named["content"].items()}
    if not {"study.db"} <= set(named["files"]) <= set(OWN_FILES):
        raise ValueError("not the files of a study")
    return Manifest(**named)


def _item(plain: dict[str, Any]) -> Item:
    if not is_sha256(plain["sha256"]):
        raise ValueError("no hash")
    return Item(plain["sha256"], _count(plain["size"]), _count(plain["changed"]))


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError("no number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value


def _path(text: str) -> str:
    """A path in the study, with slashes, in one of the folders whose files are kept by content."""
    top, *names = text.split("/")
    if top not in CONTENT_FOLDERS or not 0 < len(names) <= _DEEPEST:
        raise ValueError("not a path in a study")
    return "/".join((top, *map(_name, names)))


def _name(name: str) -> str:
    """A plain name of a file: it leads nowhere else and hides nothing."""
    if not 0 < len(name) <= _LONGEST_NAME or name.startswith(".") or name != name.rstrip(" ."):
        raise ValueError("not the name of a file")
    if any(letter in _FORBIDDEN or not letter.isprintable() for letter in name):
        raise ValueError("not the name of a file")
    return name
