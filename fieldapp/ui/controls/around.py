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


def _nothing_there(_name: str) -> Path | None:
    return None


def _all_finished(_reference: str) -> str:
    return ""


@dataclass(frozen=True)
class Around:
    """Handed to every control: the form's missing codes, where files of answers go and files of the form
    lie, and the text that a person had typed when the program ended, if it is no answer yet."""

    missing_codes: tuple[str, ...] = ()
    attach: Callable[[str, Path], str] = _no_file
    attach_bytes: Callable[[str, bytes, str], str] = _no_file
    media_path: Callable[[str], Path | None] = _no_path
    media: Callable[[str], bytes] = _no_content
    save_media: Callable[[str, Path], None] = _no_copy
    form_file: Callable[[str], Path | None] = _nothing_there
    unfinished: Callable[[str], str] = _all_finished


NOTHING_AROUND = Around()
