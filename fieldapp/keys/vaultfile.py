"""The file of the vault: JSON with a checksum, and a twin of the same content beside it.

Without this file nobody ever reads the study again, so one bad sector must not be enough: each of the
two is written whole and read back before the other is touched, and either one will do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from fieldapp import files
from fieldapp.problems import DISK_FAILED, FILE_MISSING, VAULT_DAMAGED, Problem

_LARGEST = 4 << 20
_FORMAT = "fieldapp-vault"
Parsed = TypeVar("Parsed")


def twin(path: Path) -> Path:
    """`keys.copy.json` beside `keys.json`."""
    return path.with_name(f"{path.stem}.copy{path.suffix}")


def exists(path: Path) -> bool:
    """Whether there is a vault here, in one file or the other."""
    with files.guarded(path, reading=True):
        return path.exists() or twin(path).exists()


def read(path: Path, parse: Callable[[bytes], Parsed]) -> Parsed:
    """What is in the file, or in its twin when the file is missing or damaged."""
    try:
        return parse(_bytes(path))
    except Problem as failure:
        if failure.kind not in (VAULT_DAMAGED, FILE_MISSING):
            raise
        with suppress(Problem):
            return parse(_bytes(twin(path)))
        raise


def write(path: Path, data: bytes) -> None:
    """The file, read back, then its twin: a break leaves at least one that is whole, old or new."""
    for target in (path, twin(path)):
        files.write(target, data)
        if files.read(target) != data:
            raise Problem(DISK_FAILED, where=target, why="what was written does not read back")


def heal(path: Path, data: bytes) -> None:
    """Bring both files to `data`, where they are not, and remove what a break left half written; for whoever
    holds the lock of the study."""
    for left in path.parent.glob(f".{path.stem}*.tmp"):
        with suppress(OSError):
            left.unlink()
    for target in (path, twin(path)):
        with suppress(Problem):
            if not target.exists() or files.read(target) != data:
                files.write(target, data)


def remove(path: Path) -> None:
    """Both files; the twin first, so that what is left after a break is the one that is looked for."""
    for target in (twin(path), path):
        with files.guarded(target):
            target.unlink(missing_ok=True)


def encoded(plain: Mapping[str, Any]) -> bytes:
    """The bytes of the file: readable JSON, its SHA-256 over the rest in the last line."""
    whole = {"format": _FORMAT, **plain}
    return (json.dumps({**whole, "sha256": _checksum(whole)}, ensure_ascii=False, indent=1) + "\n").encode()


def content(data: bytes) -> dict[str, Any]:
    """What the bytes say; ValueError when the checksum does not fit."""
    plain = json.loads(data)
    if not isinstance(plain, dict) or plain.get("format") != _FORMAT:
        raise ValueError("not a list of keys of fieldapp")
    if plain.pop("sha256", None) != _checksum(plain):
        raise ValueError("its checksum does not fit")
    return plain


def _checksum(plain: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode("ascii")).hexdigest()


def _bytes(path: Path) -> bytes:
    with files.guarded(path, reading=True):
        there = path.exists()
    if there and files.size_of(path) > _LARGEST:
        raise Problem(VAULT_DAMAGED, where=path, why="far too large")
    return files.read(path)
