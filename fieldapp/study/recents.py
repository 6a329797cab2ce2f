"""The studies this person opened last: a small file in the person's own folder, never needed for the data."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fieldapp import files
from fieldapp.problems import Problem
from fieldapp.store import swap

_MOST = 20


@dataclass(frozen=True, slots=True)
class Recent:
    """A study that was opened here."""

    folder: Path
    name: str
    opened: datetime


def recent() -> list[Recent]:
    """The last opened first; studies whose folder is gone (a stick, say) are left out, but remembered."""
    return [entry for entry in _read() if _is_there(entry.folder)]


def _is_there(folder: Path) -> bool:
    """Also where a restore was cut short: opening finishes it."""
    return files.Layout(folder).database.exists() or swap.pending(folder)


def remember(folder: Path, name: str) -> None:
    """Put a study on top. Not being able to is no reason to refuse the study."""
    others = [entry for entry in _read() if entry.folder != folder]
    with suppress(Problem):
        _write([Recent(folder, name, datetime.now().astimezone()), *others][:_MOST])


def forget(folder: Path) -> None:
    """Take a study off the list; the study itself is not touched."""
    _write([entry for entry in _read() if entry.folder != folder.absolute()])


def _path() -> Path:
    return files.home() / "recent.json"


def _read() -> list[Recent]:
    """What is remembered; a damaged list counts as empty."""
    try:
        entries = json.loads(files.read(_path()))
        return [
            Recent(Path(entry["folder"]), str(entry["name"]), datetime.fromisoformat(entry["opened"]))
            for entry in entries
        ]
    except (Problem, ValueError, KeyError, TypeError):
        return []


def _write(entries: list[Recent]) -> None:
    plain = [
        {"folder": str(entry.folder), "name": entry.name, "opened": entry.opened.isoformat()}
        for entry in entries
    ]
    files.make_folder(files.home())
    files.write(_path(), json.dumps(plain, ensure_ascii=False, indent=1).encode("utf-8", "replace"))
