"""Media and lists, kept once by content, and reading back what was written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from fieldapp import files
from fieldapp.backup.manifest import Item, Items
from fieldapp.backup.places import CONTENT_FOLDERS, content
from fieldapp.problems import DISK_FAILED, FILE_UNREADABLE, Problem


def described(study: Path, known: Items) -> Iterator[tuple[str, Path, Item]]:
    """Each file that is kept by content: its path in the study, where it lies, its hash.

    A file that did not change since `known` is not read again.
    """
    for path in _files(study):
        with files.guarded(path, reading=True):
            state = path.stat()
        name = path.relative_to(study).as_posix()
        before = known.get(name)
        same = before is not None and (before.size, before.changed) == (state.st_size, state.st_mtime_ns)
        sha256 = before.sha256 if before is not None and same else files.sha256_of(path)
        yield name, path, Item(sha256, state.st_size, state.st_mtime_ns)


def _files(study: Path) -> list[Path]:
    """Files of the folders that are kept by content; hidden ones are unfinished."""
    with files.guarded(study, reading=True):
        found = [path for top in CONTENT_FOLDERS for path in (study / top).rglob("*") if path.is_file()]
    return sorted(path for path in found if not path.name.startswith("."))


def keep(root: Path, source: Path, item: Item) -> int:
    """Have this content in the folder of backups; gives the bytes that had to be written."""
    target = content(root, item.sha256)
    if target.is_file() and target.stat().st_size == item.size:
        return 0
    if not target.parent.is_dir():
        files.make_folder(target.parent)
    copied = files.adopt(source, target.parent, lambda sha256: sha256)
    if copied.sha256 != item.sha256:
        raise Problem(FILE_UNREADABLE, where=source, why="the file changed while it was copied")
    require(target, item)
    return item.size


def require(path: Path, item: Item) -> None:
    """Read a file back, from the disk where the system lets us; what differs is taken away again."""
    if read_back(path) != item.sha256:
        with suppress(OSError):
            path.unlink()
        raise Problem(DISK_FAILED, where=path, why="what was written reads back differently")


def read_back(path: Path) -> str:
    """SHA-256 of what lies on the disk, not of what the system still remembers having written."""
    if hasattr(os, "posix_fadvise"):
        with files.guarded(path, reading=True), path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return files.sha256_of(path)


def item_of(path: Path) -> Item:
    """Hash and length of a file that was just written, read back."""
    return Item(read_back(path), files.size_of(path))
