"""Where the workbook goes when somebody has the old one open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path


def free_target(target: Path) -> Path:
    """`target`, or `target-2`, `target-3` ... while a program has that file open."""
    return next(path for path in _names(target) if not in_use(path))


def in_use(path: Path) -> bool:
    """Open in Excel or LibreOffice, here or over the network: both leave a file beside it."""
    if not path.exists():
        return False
    beside = (path.with_name(f"~${path.name}"), path.with_name(f".~lock.{path.name}#"))
    return any(mark.exists() for mark in beside) or _held(path)


def _held(path: Path) -> bool:
    """Windows refuses to let go of a file that a program holds; renaming it to itself tells."""
    if sys.platform != "win32":
        return False
    try:
        path.rename(path)
    except PermissionError:
        return True
    return False


def _names(target: Path) -> Iterator[Path]:
    yield target
    for number in count(2):
        yield target.with_name(f"{target.stem}-{number}{target.suffix}")
