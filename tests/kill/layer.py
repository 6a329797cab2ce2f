"""The file layer `torn.c` from Python: compiling it, running a program above it, reading its record.

A program that runs above the layer asks for `Layer()`; then it can let calls fail, or die at one.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).with_name("torn.c")
CACHE = Path(__file__).parents[2] / ".cache" / "torn"
_HEAD = struct.Struct("<B7xQQII")


def library() -> Path:
    """The layer, compiled once for each version of its source."""
    made = CACHE / f"torn-{hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]}.so"
    if not made.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        compiler = next(filter(None, map(shutil.which, ("cc", "gcc", "clang"))), None)
        assert compiler is not None, "a C compiler is needed: apt-get install gcc libc6-dev"
        part = made.with_suffix(f".{os.getpid()}")
        wanted = ["-O1", "-shared", "-fPIC", "-o", str(part), str(SOURCE), "-ldl", "-lpthread"]
        subprocess.run([compiler, *wanted], check=True)
        part.replace(made)
    return made


def above(root: Path, log: Path | None = None) -> dict[str, str]:
    """The environment of a program whose files under `root` go through the layer."""
    more = {"TORN_LOG": str(log)} if log else {}
    return {**os.environ, "LD_PRELOAD": str(library()), "TORN_ROOT": str(root), **more}


class Layer:
    """The layer under this very process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None)
        self._library.torn_fail.argtypes = (ctypes.c_long, ctypes.c_int, ctypes.c_int, ctypes.c_int)
        self._library.torn_kill.argtypes = self._library.torn_clock.argtypes = (ctypes.c_long,)
        for name in ("torn_calls", "torn_refused"):
            getattr(self._library, name).restype = ctypes.c_long

    def fail(self, call: int, code: int, *, reads: bool = False, short: bool = False) -> None:
        """From the `call`-th change on (1 is the next) the system says `code`; `short`: the first gets half."""
        self._library.torn_fail(call, code, int(reads), int(short))

    def lift(self) -> None:
        """The disk is well again."""
        self._library.torn_lift()

    def kill(self, call: int) -> None:
        """SIGKILL at the `call`-th change from now on."""
        self._library.torn_kill(call)

    def clock(self, ahead: int) -> None:
        """The clock of the wall, so many seconds ahead of the right time (or, below 0, behind it)."""
        self._library.torn_clock(ahead)

    @property
    def calls(self) -> int:
        """Changes since the last `fail` or `kill`."""
        return int(self._library.torn_calls())

    @property
    def refused(self) -> int:
        """How many calls have failed since the last `fail`."""
        return int(self._library.torn_refused())


@dataclass(frozen=True, slots=True)
class Call:
    """One change of the disk: created, written, truncated, mapped, synced, renamed, unlinked, folder, linked."""

    op: str
    inode: int
    offset: int
    first: bytes
    second: bytes


def recorded(log: Path) -> Iterator[Call]:
    """The calls in the order they happened."""
    data, at = log.read_bytes(), 0
    while at < len(data):
        op, inode, offset, first, second = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        yield Call(chr(op), inode, offset, data[at : at + first], data[at + first : at + first + second])
        at += first + second
