"""The one way to write a file, and where things lie.

Owns: atomic writing, hashing, free-space checks, the layout of a study folder, the person's own
folder, and the mapping of the system's errors to problems. Does not: write SQLite files (`store`
does), know what is in a file. May import: problems.

A file is written under a temporary name, flushed, synced, renamed, and then its folder is synced.
So after a power cut there is the old file or the new one, never a half.
"""

from __future__ import annotations

import errno
import hashlib
import io
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO, cast

from fieldapp.problems import (
    DISK_FAILED,
    DISK_FULL,
    FILE_IN_USE,
    FILE_MISSING,
    FILE_UNREADABLE,
    READ_ONLY,
    Problem,
)

_BLOCK = 1 << 20
_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EROFS, errno.EACCES, errno.EPERM}
_MISSING = {errno.ENOENT, errno.ENOTDIR}
_IN_USE = {errno.EBUSY, errno.ETXTBSY}
_NO_LOCKS = {errno.ENOTSUP, errno.ENOLCK}  # of some network folders
_WINDOWS_SHARING = {32, 33}  # ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of a study lie in its folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """Everything but lists and media."""
        return self.folder / "study.db"

    @property
    def contacts(self) -> Path:
        """Personal values, apart from all else."""
        return self.folder / "contacts.db"

    @property
    def lists(self) -> Path:
        """Lists of the forms, one table file per content."""
        return self.folder / "forms" / "lists"

    def form_files(self, sha256: str) -> Path:
        """Pictures, sounds and films that the form with this hash shows."""
        return self.folder / "forms" / "files" / sha256[:16]

    @property
    def media(self) -> Path:
        """Files that answer questions."""
        return self.folder / "media"

    @property
    def exports(self) -> Path:
        """Workbooks made from the answers."""
        return self.folder / "exports"

    @property
    def backups(self) -> Path:
        """Copies of the database."""
        return self.folder / "backups"

    @property
    def keys(self) -> Path:
        """Who may open the study, and how; only an encrypted study has it."""
        return self.folder / "keys.json"

    @property
    def restored(self) -> Path:
        """Only in a study that came from a backup: which copy it is."""
        return self.folder / "restored.json"

    @property
    def lock(self) -> Path:
        """Held by the system while the study is open."""
        return self.folder / "lock"

    def make(self) -> None:
        """Make the folders that are not there yet."""
        for folder in (self.folder, self.lists, self.media, self.exports, self.backups):
            make_folder(folder)


def home() -> Path:
    """This person's own folder: recent studies and device keys. `FIELDAPP_HOME` names another."""
    if given := os.environ.get("FIELDAPP_HOME"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA") or Path.home() / "AppData" / "Roaming") / "fieldapp"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "fieldapp"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "fieldapp"


@contextmanager
def guarded(where: Path | str, reading: bool = False) -> Iterator[None]:
    """Turns the system's errors inside the block into problems about `where`."""
    try:
        yield
    except OSError as failure:
        raise translate(failure, where, reading) from failure


def is_there(path: Path) -> bool:
    """Whether a file or folder of that name is there; Problem where the disk gives no answer."""
    with guarded(path, reading=True):
        return path.exists()


def is_file(path: Path) -> bool:
    """The same for a file."""
    with guarded(path, reading=True):
        return path.is_file()


def is_folder(path: Path) -> bool:
    """The same for a folder."""
    with guarded(path, reading=True):
        return path.is_dir()


def translate(failure: OSError, where: Path | str, reading: bool = False) -> Problem:
    """The problem that an error of the system stands for."""
    if failure.errno in _FULL:
        return Problem(DISK_FULL, where=where)
    if failure.errno in _IN_USE or getattr(failure, "winerror", None) in _WINDOWS_SHARING:
        return Problem(FILE_IN_USE, where=where)
    if failure.errno in _FORBIDDEN and not reading:
        return Problem(READ_ONLY, where=where)
    if failure.errno in _MISSING:
        return Problem(FILE_MISSING, where=where)
    kind = FILE_UNREADABLE if reading else DISK_FAILED
    return Problem(kind, where=where, why=failure.strerror or str(failure))


@contextmanager
def replacing(path: Path, private: bool = False) -> Iterator[Path]:
    """A temporary path to write to; it takes the place of `path` when the block ends well.

    `private` makes the file readable by its owner only, from its first byte on.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    with guarded(path):
        try:
            os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600 if private else 0o666))
            yield temporary
            _sync(temporary)
            os.replace(temporary, path)
            _sync_folder(path.parent)
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def write(path: Path, data: bytes, private: bool = False) -> None:
    """Write a whole file: afterwards it is there with all its bytes, or it is as it was."""
    with replacing(path, private) as temporary, temporary.open("r+b") as file:
        file.write(data)


def read(path: Path) -> bytes:
    """The bytes of a file."""
    with guarded(path, reading=True):
        return path.read_bytes()


def destroy(path: Path) -> bool:
    """Overwrite a file and remove it; whether it was there."""
    if not path.is_file():
        return False
    with guarded(path):
        with path.open("r+b") as file:
            file.write(b"\0" * path.stat().st_size)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    return True


def make_folder(path: Path) -> None:
    """Make a folder and those above it; when this returns, each of their names is on the disk."""
    with guarded(path):
        new = [folder for folder in (path, *path.parents) if not folder.exists()] or [path]
        path.mkdir(parents=True, exist_ok=True)
        for folder in new:
            _sync_folder(folder.parent)


def move_folder(source: Path, target: Path) -> None:
    """Give a folder another name beside its old one. An empty folder of that name gives way."""
    with guarded(target):
        if target.is_dir() and not any(target.iterdir()):
            target.rmdir()
        source.rename(target)
        _sync_folder(target.parent)


@contextmanager
def held(path: Path) -> Iterator[None]:
    """A lock that ends with the block or with the process; Problem FILE_IN_USE while another has it.

    The file stays: removing it would let two programs lock two files of one name.
    """
    with guarded(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        try:
            _lock(descriptor)
        except OSError as failure:
            if failure.errno not in _NO_LOCKS:
                raise Problem(FILE_IN_USE, where=path) from failure
        yield
    finally:
        os.close(descriptor)


@dataclass(frozen=True, slots=True)
class Adopted:
    """A file that was copied in."""

    path: Path
    sha256: str
    size: int


Carry = Callable[[BinaryIO, BinaryIO], None]
"""Carries all bytes of a reader to a writer, as they are or in another form."""


def adopt(source: Path, folder: Path, name: Callable[[str], str], carry: Carry = copyfileobj) -> Adopted:
    """Copy a file into `folder` under the name that `name(sha256)` gives, hashing on the way.

    The bytes that are hashed are the bytes that are written, so a source that changes meanwhile
    cannot give a copy that contradicts its hash. Hash and size are those of the source, also where
    `carry` writes them in another form (sealed).
    """
    require_space(folder, size_of(source))
    incoming = folder / f".incoming-{secrets.token_hex(4)}.tmp"
    with guarded(folder):
        try:
            sha256, size = _copy(source, incoming, carry)
            target = folder / name(sha256)
            os.replace(incoming, target)
            _sync_folder(folder)
        finally:
            with suppress(OSError):
                incoming.unlink(missing_ok=True)
    return Adopted(target, sha256, size)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes, in hex."""
    with guarded(path, reading=True), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def size_of(path: Path) -> int:
    """Length of a file in bytes."""
    with guarded(path, reading=True):
        return path.stat().st_size


def require_space(folder: Path, needed: int) -> None:
    """Refuse before the first byte when `needed` bytes cannot fit."""
    with guarded(folder):
        free = shutil.disk_usage(folder).free
    if free < needed:
        raise Problem(DISK_FULL, where=folder)


class _Hashing(io.RawIOBase):
    """A reader that hashes and counts what is read through it."""

    def __init__(self, reader: BinaryIO) -> None:
        self._reader, self.digest, self.size = reader, hashlib.sha256(), 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """As of any reader."""
        block = self._reader.read(size)
        self.digest.update(block)
        self.size += len(block)
        return block


def _copy(source: Path, target: Path, carry: Carry) -> tuple[str, int]:
    """Copy, hash and sync; gives hash and length of what was read."""
    with guarded(source, reading=True):
        opened = source.open("rb")
    with opened, target.open("xb") as writer:
        reader = _Hashing(opened)
        carry(cast(BinaryIO, reader), writer)
        writer.flush()
        os.fsync(writer.fileno())
    return reader.digest.hexdigest(), reader.size


def _sync(path: Path) -> None:
    """Let the bytes of a file reach the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Let a new name reach the disk. Windows has no such call; renaming there is journalled."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
