"""Wrong tries to sign in, and how long to wait after them. Nothing is ever erased for too many.

The count lies in the person's own folder, because an encrypted study cannot be read before somebody is
in. A try is counted on the disk before it is checked, so that killing the program gains nothing. The
wall clock is not asked: a wait runs by the monotonic clock, and a restart begins it again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import ClassVar

from fieldapp import files
from fieldapp.problems import SIGN_IN_WAIT, Problem

FREE = 3
_FIRST, _LONGEST = 10, 900


def delay_after(wrong: int) -> int:
    """Seconds to wait after so many wrong tries in a row: 3 are free, then 10, 20, 40 ... 900."""
    return 0 if wrong < FREE else int(min(_FIRST * 2.0 ** min(wrong - FREE, 16), _LONGEST))


class Tries:
    """The tries at one study on this laptop, by the code of the person."""

    _until: ClassVar[dict[tuple[str, str], float]] = {}
    """When a wait ends, by the monotonic clock; for the whole program, as a study may be closed meanwhile."""
    _held: ClassVar[dict[str, dict[str, list[int]]]] = {}
    """Counts that the disk did not take."""

    def __init__(self, study_id: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._study, self._clock = study_id, clock
        self.path = files.home() / "tries" / f"{study_id}.json"

    def wait(self, code: str) -> int:
        """Whole seconds until this person may try again; 0 when at once."""
        key = (self._study, code)
        if key not in self._until:
            self._until[key] = self._clock() + delay_after(self.wrong(code))
        return max(0, -int(-(self._until[key] - self._clock()) // 1))

    def wrong(self, code: str) -> int:
        """Wrong tries since the last right one."""
        return self._read().get(code, [0, 0])[0]

    def begin(self, code: str, where: str) -> None:
        """Count a try before it is checked; refused while the wait lasts."""
        if left := self.wait(code):
            raise Problem(SIGN_IN_WAIT, where=where, seconds=left)
        counts = self._read()
        row, untold = counts.get(code, [0, 0])
        self._write({**counts, code: [row + 1, untold + 1]})
        self._until[self._study, code] = self._clock() + delay_after(row + 1)

    def right(self, code: str) -> None:
        """The try was right: it does not count, and the row of wrong ones is at its end."""
        counts = self._read()
        untold = max(0, counts.get(code, [0, 1])[1] - 1)
        self._write({**counts, code: [0, untold]})
        self._until[self._study, code] = self._clock()

    def forgive(self, code: str) -> None:
        """A new passphrase was given: no wait is left."""
        self._write({**self._read(), code: [0, self._read().get(code, [0, 0])[1]]})
        self._until[self._study, code] = self._clock()

    def untold(self) -> dict[str, int]:
        """Wrong tries that are not in the log of acts yet, by code."""
        return {code: count for code, (_row, count) in self._read().items() if count}

    def told(self) -> None:
        """They are in the log now."""
        if self.untold():
            self._write({code: [row, 0] for code, (row, _count) in self._read().items()})

    def _read(self) -> dict[str, list[int]]:
        """A damaged file counts as none: who can damage it could remove it as well."""
        if (held := self._held.get(self._study)) is not None:
            return held
        try:
            read = json.loads(files.read(self.path))
            return {str(code): [int(row), int(count)] for code, (row, count) in read.items()}
        except (Problem, ValueError, TypeError, AttributeError):
            return {}

    def _write(self, counts: dict[str, list[int]]) -> None:
        """A full disk must not keep people out of their work: then the count is held in memory."""
        plain = json.dumps(counts, ensure_ascii=False).encode("utf-8", "replace")
        self._held[self._study] = counts
        with suppress(Problem):
            files.make_folder(self.path.parent)
            files.write(self.path, plain, private=True)
            del self._held[self._study]
