"""What a caller hands in: how a copy is opened, how to tell how far it is, how to stop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fieldapp.store import Store

Opens = Callable[[Path], Store]
"""Opens a copy of the study's database for reading, with the key that the study has."""

Progress = Callable[[int, int], object]
"""Told bytes done and bytes in all."""

Stopped = Callable[[], bool]


class Cancelled(Exception):
    """Somebody asked to stop; nothing of what was begun stays."""


def plain(path: Path) -> Store:
    """Opens a copy that is not encrypted."""
    return Store.open(path, read_only=True)


def silent(_done: int, _total: int) -> None:
    """No progress is wanted."""


def never() -> bool:
    """Nobody will stop it."""
    return False
