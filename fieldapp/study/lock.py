"""The lock against opening a study twice. The system holds it, so it ends with the process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from fieldapp import files
from fieldapp.problems import STUDY_OPEN, Problem


class Lock:
    """Held from making to `release`."""

    def __init__(self, path: Path) -> None:
        with files.guarded(path.parent):
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _take(self._descriptor)
        except OSError as failure:
            os.close(self._descriptor)
            raise Problem(STUDY_OPEN, where=path.parent) from failure

    def close(self) -> None:
        """The same as `release`."""
        self.release()

    def release(self) -> None:
        """Let go; the file stays, for removing it would let two programs lock two files of one name."""
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _take(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
