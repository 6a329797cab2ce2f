"""What a control may ask of the interview around it, beside its own node."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


def _no_file(*_given: object) -> str:
    raise NotImplementedError("this control stands outside an interview")


def _no_path(_name: str) -> Path | None:
    return None


def _no_content(_name: str) -> bytes:
    return b""


def _no_copy(_name: str, _target: Path) -> None:
    return None


@dataclass(frozen=True)
class Around:
    """Handed to every control: the form's missing codes, and where files of answers go."""

    missing_codes: tuple[str, ...] = ()
    attach: Callable[[str, Path], str] = _no_file
    attach_bytes: Callable[[str, bytes, str], str] = _no_file
    media_path: Callable[[str], Path | None] = _no_path
    media: Callable[[str], bytes] = _no_content
    save_media: Callable[[str, Path], None] = _no_copy


NOTHING_AROUND = Around()
