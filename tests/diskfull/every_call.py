"""A disk that fails from the n-th change on, for every n, in every scene of a day's work.

    python -m tests.diskfull.every_call JOB

runs above the file layer (`tests/kill/torn.c`). The same act is tried again and again: first its first
change of the disk fails, with all that follow, then the second ..., until it comes through. Each time there
must be a `Problem` with its sentence; the live form must hold what the disk holds; a copy of everything,
taken while the disk is still full, must open with nothing missing; and once there is room again the
work must go on.
"""

from __future__ import annotations

import errno
import json
import random
import shutil
import sys
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.session import Session
from tests.kill.auditor import look
from tests.kill.day import come
from tests.kill.layer import Layer
from tests.kill.ledger import Failed, Ledger, Line
from tests.kill.saying import digest
from tests.kill.scenes import SCENES
from tests.kill.world import World

MOST = 3_000


@dataclass(frozen=True, slots=True)
class Fault:
    """How a disk fails; `kinds`: codes of the problems that are a clear message about it."""

    code: int
    kinds: frozenset[str]
    reads: bool = False


FAULTS = {
    "full": Fault(errno.ENOSPC, frozenset(("disk-full",))),
    "pulled": Fault(
        errno.EIO,
        frozenset(("disk-failed", "file-missing", "file-unreadable", "study-missing", "database-damaged")),
        reads=True,
    ),
    "read-only": Fault(errno.EROFS, frozenset(("read-only", "disk-failed"))),
}


@dataclass(slots=True)
class Found:
    """Of one scene: how many points were tried, how they ended, what was wrong."""

    points: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Trier:
    """One person, one disk, one kind of failure."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.fault = FAULTS[job["fault"]]
        self.layer = Layer()
        self.aside = World(Path(job["aside"]))
        self.lines: list[Line] = []
        self.day = come(job, self.lines.append)
        self.step = job.get("step", 1)

    def prepare(self, acts: int) -> None:
        """Something to work on."""
        for _ in range(acts):
            self.day.play("answer")
        for name in ("attach", "back_up", "finalize"):
            self.day.play(name)

    def try_scene(self, name: str) -> Found:
        """The same act with the disk failing from the first, second, ... change on."""
        found, seed = Found(), self.day.chance.randrange(1 << 30)
        for call in range(1, MOST, self.step):
            self.day.chance = random.Random(seed)
            ended = self._attempt(name, call)
            if not self.layer.refused:
                self.layer.lift()
                return found
            found.points += 1
            found.ended[ended] += 1
            said = [line for line in self.lines if not isinstance(line, Failed)]
            if wrong := self._wrong(ended, Ledger(self.facts).read(said)):
                found.wrong.append(f"{name}, change {call}: {wrong}")
        raise AssertionError(f"{name} never came through")

    def _attempt(self, name: str, call: int) -> str:
        """How the act ended: a problem's code, another exception, or "went on"."""
        day, self.facts = self.day, dict(self.day.facts)
        day.scene = name
        self.lines.clear()
        assert day.study
        self.layer.fail(call, self.fault.code, reads=self.fault.reads, short=call % 2 == 0)
        try:
            SCENES[name].act(day)
        except Problem as failure:
            return failure.kind.code if wording.problem(failure) else "a problem without a sentence"
        except Exception as failure:
            return f"{type(failure).__name__}: {failure} ({_where(failure)})"
        return "went on"

    def _wrong(self, ended: str, under_way: Ledger) -> str:
        """ "" when everything is as it should be.

        When only the last sync fails, all bytes of a step may be in the file although nobody was told so.
        To the session it is undone; a laptop that is switched off then may show it, as the step under way.
        """
        self._copy()
        self.layer.lift()
        if ended != "went on" and ended not in self.fault.kinds:
            return ended
        verdict = look(self.aside, under_way)
        self.day.world.enter()
        if verdict.faults:
            return f"a copy taken then: {'; '.join(verdict.faults[:3])}"
        self.day.facts = verdict.facts
        return self._goes_on()

    def _copy(self) -> None:
        """As if the laptop had been switched off while the disk was full; of a disk that is gone, later."""
        if self.fault.reads:
            self.layer.lift()
        shutil.rmtree(self.aside.root, ignore_errors=True)
        shutil.copytree(self.day.world.root, self.aside.root)

    def _goes_on(self) -> str:
        """There is room again: the form in front is what the disk holds, and takes an answer."""
        day = self.day
        if day.session is not None:
            stored = Session.resume(day.study, day.session.instance_id)
            if digest(stored.interview) != digest(day.session.interview):
                return "the live form is not what is stored"
        try:
            day.play("answer")
        except Exception as failure:
            return f"afterwards: {type(failure).__name__}: {failure}"
        return ""


def _where(failure: BaseException) -> str:
    """The innermost line of ours."""
    frames = traceback.extract_tb(failure.__traceback__)
    ours = [frame for frame in frames if "fieldapp" in frame.filename]
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else "elsewhere"


def main() -> None:
    """All scenes of the job; one JSON line each on the standard output."""
    job = json.loads(sys.argv[1])
    trier = Trier(job)
    trier.prepare(8)
    for name in job["scenes"]:
        found = trier.try_scene(name)
        print(json.dumps([name, found.points, dict(found.ended), found.wrong]), flush=True)  # noqa: T201
    trier.day.close()


if __name__ == "__main__":
    main()
