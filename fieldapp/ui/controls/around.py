"""What a control may ask of the interview around it, beside its own node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def _no_file(*_given: object) -> str:
    raise NotImplementedError("this control stands outside an interview")


def _no_path(name: str) -> Path:
    return Path(name)


@dataclass(frozen=True)
class Around:
    """Handed to every control: the form's missing codes, and where files of answers go."""

    missing_codes: tuple[str, ...] = ()
    attach: Callable[[str, Path], str] = _no_file
    attach_bytes: Callable[[str, bytes, str], str] = _no_file
    media_path: Callable[[str], Path] = _no_path


NOTHING_AROUND = Around()
