"""The log of the program: what it did and what went wrong, in words of its own, never a person's.

Owns: the file `log/fieldapp.log` in the person's own folder and the one before it, and the mask that every
line goes through. Does not: know studies; hold an answer, a name, a label or a path. May import: files.

A line is masked by what it looks like, not by trust in whoever wrote it: characters beyond ASCII, quoted
text, long numbers, addresses and paths are taken out. Of a failure only its kind and the places in the code
are kept. Lines are appended, so this file alone is not written by `files.write`.
"""

from __future__ import annotations

import logging
import re
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from fieldapp import files

_MOST = 256 * 1024
_KEPT = ("fieldapp.log", "fieldapp.1.log")
_MASKS = (
    (re.compile(r"""(?P<q>["'`]).*?(?P=q)""", re.DOTALL), "'…'"),
    (re.compile(r"[A-Za-z]:[\\/][^\s,;]*|(?<![\w.])[\\/][\w.\- ]*[\\/][^\s,;]*"), "<path>"),
    (re.compile(r"\S+@\S+"), "<address>"),
    (re.compile(r"\d[\d \-]{4,}\d"), "#"),
    (re.compile(r"[^\x00-\x7f]+"), "…"),
)
_PACKAGE = Path(__file__).parent


class LogFile(logging.Handler):
    """Opens the file for each line: there are few, and nothing stays open."""

    def emit(self, record: logging.LogRecord) -> None:
        """Append one line; a disk that takes none must not stop anybody."""
        with suppress(OSError):
            path = folder() / _KEPT[0]
            path.parent.mkdir(parents=True, exist_ok=True)
            if path.exists() and path.stat().st_size > _MOST:
                path.replace(folder() / _KEPT[1])
            with path.open("a", encoding="ascii", errors="replace") as file:
                file.write(line(record) + "\n")


def start(level: int = logging.INFO) -> None:
    """Write the program's own log records to the file from now on. A second time does nothing."""
    logger = logging.getLogger("fieldapp")
    if not any(isinstance(handler, LogFile) for handler in logger.handlers):
        logger.addHandler(LogFile())
        logger.setLevel(level)


def folder() -> Path:
    """Where the log lies."""
    return files.home() / "log"


def kept() -> list[Path]:
    """The files that there are, the newest first."""
    return [path for name in _KEPT if (path := folder() / name).is_file()]


def line(record: logging.LogRecord) -> str:
    """Time, level, part of the program, what it says; then the places of a failure."""
    at = datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds")
    said = f"{at} {record.levelname} {record.name}: {masked(record.getMessage())}"
    failure = record.exc_info[1] if record.exc_info else None
    return "\n  ".join([said, *_places(failure)]) if failure else said


def masked(text: str) -> str:
    """The text without what might be a person's."""
    for pattern, instead in _MASKS:
        text = pattern.sub(instead, text)
    return text.encode("ascii", "replace").decode("ascii").replace("\n", " | ")


def _places(failure: BaseException) -> list[str]:
    """Kind of the failure and where it was; neither its words nor values."""
    frames = traceback.extract_tb(failure.__traceback__)
    return [type(failure).__qualname__, *(f"{_short(f.filename)}:{f.lineno} {f.name}" for f in frames)]


def _short(filename: str) -> str:
    path = Path(filename)
    return path.relative_to(_PACKAGE.parent).as_posix() if path.is_relative_to(_PACKAGE) else path.name
