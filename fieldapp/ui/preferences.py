"""What this person chose on this laptop: language, theme, text size.

Kept beside the recent studies, not in a study, because it is needed before a study is open.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from fieldapp import files
from fieldapp.problems import Problem
from fieldapp.ui import tokens


@dataclass(slots=True)
class Preferences:
    """Each has a default, so a lost or damaged file costs nothing but the choice itself."""

    language: str = "zh"
    theme: str = "light"
    text_step: int = tokens.BASE_STEP


def place() -> Path:
    """Where they are kept."""
    return files.home() / "preferences.json"


def load() -> Preferences:
    """The choices of last time; what cannot be read or means nothing falls back to its default."""
    made = Preferences()
    for name, value in _stored().items():
        if value in _allowed(name):
            setattr(made, name, value)
    return made


def save(chosen: Preferences) -> None:
    """Keep the choices; raises a `Problem` when the disk does not take them."""
    files.make_folder(place().parent)
    files.write(place(), json.dumps(asdict(chosen), indent=1).encode())


def _stored() -> dict[str, object]:
    try:
        read = json.loads(files.read(place()))
    except (Problem, ValueError):
        return {}
    known = {field.name for field in fields(Preferences)}
    return {name: value for name, value in read.items() if name in known} if isinstance(read, dict) else {}


def _allowed(name: str) -> tuple[object, ...]:
    choices: dict[str, tuple[object, ...]] = {
        "language": ("zh", "en"),
        "theme": tokens.THEMES,
        "text_step": tokens.TEXT_STEPS,
    }
    return choices[name]
