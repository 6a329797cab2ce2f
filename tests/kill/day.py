"""A person's day with a study: scenes at random, each said before and after, until killed.

    python -m tests.kill.day

is a server: on each line of its standard input stands a job in JSON; it forks a person who does it and
prints what that person says, then `["ended", status]`. So a person begins in milliseconds. With a job on the
command line there is no server: the person does its `acts` and is gone.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fieldapp import keys, study
from fieldapp.keys import argon
from fieldapp.problems import Problem
from fieldapp.session import Session
from fieldapp.study import Study
from tests.kill.layer import Layer
from tests.kill.ledger import Doing, Done, Facts, Failed, Line, changed, said
from tests.kill.saying import digest
from tests.kill.scenes import SCENES, load
from tests.kill.world import World

YEAR = 365 * 86_400
MOST = 2_000
"""Acts of a day that nobody ends."""


class Day:
    """What the person has before them, and what they were told."""

    def __init__(
        self, world: World, facts: Facts, seed: int, say: Callable[[Line], None], off: Sequence[str] = ()
    ) -> None:
        self.world = world
        self.facts = facts
        self.chance = random.Random(seed)
        self.say = say
        self.off = off
        self.scene = "opening"
        self.session: Session | None = None
        self._study: Study | None = None

    # the study

    @property
    def study(self) -> Study:
        """The study, open."""
        if self._study is None:
            self._study = study.open(self.world.study, unlock=self.unlock())
            for name in self.off:
                SWITCHES[name](self._study)
        return self._study

    def unlock(self) -> keys.Unlock | None:
        """Who opens the study, and with what; None when it is not protected."""
        return unlock(self.facts)

    def close(self) -> None:
        """Put everything down."""
        if self.session is not None:
            self.session.close()
        if self._study is not None:
            self._study.close()
        self.session = self._study = None

    # saying

    @contextmanager
    def doing(self, *moving: str, then: list[Facts] | None = None, all: bool = False) -> Iterator[Facts]:
        """An action: what it may move; inside the block, fill in what holds once it has returned."""
        self.say(Doing(self.scene, list(moving), then or []))
        facts: Facts = {}
        try:
            yield facts
        except Problem as failure:
            self.say(Failed(self.scene, failure.kind.code))
            raise
        self.say(Done(self.scene, facts, all))
        self.facts = changed({} if all else self.facts, facts)

    def holds(self) -> Facts:
        """What was stored of the interview in front."""
        assert self.session is not None
        return holds(self.session)

    def moves(self) -> list[str]:
        """The same, before an action on it."""
        assert self.session is not None
        return [f"{kind}/{self.session.instance_id}" for kind in ("steps", "place", "notes")]

    # acting

    def play(self, name: str) -> None:
        """One scene; what the world refuses is part of life."""
        self.scene = name
        try:
            SCENES[name].act(self)
        except Problem as failure:
            if failure.kind.code not in EXPECTED:
                raise

    def choose(self) -> str:
        """A scene as it comes in ordinary work."""
        names = [scene.name for scene in SCENES.values() if scene.weight]
        return self.chance.choices(names, [SCENES[name].weight for name in names])[0]

    def live(self, target: str, before: int) -> None:
        """`before` scenes of ordinary work, then the target again and again, between other work."""
        for _ in range(before):
            self.play(self.choose())
        for _ in range(MOST):
            self.play(target)
            self.play(self.choose())


def holds(session: Session) -> Facts:
    """What is stored of an interview."""
    name, step = session.instance_id, session._recorder.next_step - 1
    notes = sorted([*session.notes.items(), *((flag, "") for flag in session.flags)])
    return {
        f"steps/{name}": [step, digest(session.interview)],
        f"place/{name}": session.position,
        f"notes/{name}": [list(note) for note in notes],
    }


BROKEN = b"broken\n"
"""What a program that dies of itself says last."""
EXPECTED = {"not-finalizable"}
"""Problems that a person may meet on a day on which nothing is wrong with the disk."""


def unlock(facts: Facts) -> keys.Unlock | None:
    """The first secret that opens the study by these facts."""
    for name, value in facts.items():
        if name.startswith("secret/"):
            return keys.Unlock(name.removeprefix("secret/"), value)
    return None


def cheap_guesses() -> None:
    """Passphrases cost next to nothing here: how dear a guess is, is tried elsewhere."""
    argon.calibrated = lambda target=0.0: argon.LIGHT  # type: ignore[assignment]


def person(job: dict[str, Any], say: Callable[[Line], None]) -> Day:
    """Somebody who comes to the study of a job."""
    world = World(Path(job["root"]))
    world.camera.mkdir(exist_ok=True)
    world.enter()
    cheap_guesses()
    load()
    return Day(world, job["facts"], job["seed"], say, job.get("off", ()))


def come(job: dict[str, Any], say: Callable[[Line], None]) -> Day:
    """Open the study."""
    day = person(job, say)
    with day.doing():
        assert day.study
    return day


def work(job: dict[str, Any], say: Callable[[Line], None]) -> None:
    """Live, and wait to be killed."""
    come(job, say).live(job["target"], job["before"])
    time.sleep(60)


def work_once(job: dict[str, Any]) -> None:
    """So many acts of all kinds, said to the world's own file; then gone, without closing anything.

    `aloud`: said to the standard output. `clock`: before each act, the clock jumps by years.
    """
    pen = 1 if job.get("aloud") else os.open(World(Path(job["root"])).said, os.O_WRONLY | os.O_APPEND)
    day = come(job, lambda line: os.write(pen, said(line)) and None)
    scenes = list(SCENES.values())
    for number in range(job["acts"]):
        if job.get("clock"):
            Layer().clock(day.chance.randrange(-20 * YEAR, 20 * YEAR))
        if job.get("aimed") and number % 2:
            day.play(job["aimed"])
            continue
        if day.off or job.get("ordinary"):
            day.play(day.choose())
            continue
        day.play(day.chance.choices(scenes, [scene.aim for scene in scenes])[0].name)
    os._exit(0)


def _late(opened: Study) -> None:
    """Durability off: a transaction ends some twenty steps later."""
    from tests.kill.session_person import commit_late

    commit_late(20)


def _unsynced(opened: Study) -> None:
    """Durability off: the system syncs when it likes."""
    opened.store.database.connection.execute("PRAGMA synchronous = OFF")


SWITCHES: dict[str, Callable[[Study], None]] = {"late": _late, "synchronous": _unsynced}


def say_aloud(line: Line) -> None:
    """To the standard output, at once and whole."""
    os.write(1, said(line))


def serve() -> None:
    """Fork a person for each job; they die of whatever they die of."""
    load()
    import pyrage  # noqa: F401
    import sqlcipher3  # noqa: F401

    for line in sys.stdin:
        child = os.fork()
        if not child:
            os.write(1, json.dumps(["begun", os.getpid()]).encode() + b"\n")
            _live_and_die(json.loads(line))
        _, status = os.waitpid(child, 0)
        os.write(1, json.dumps(["ended", status]).encode() + b"\n")


def _live_and_die(job: dict[str, Any]) -> None:
    try:
        work(job, say_aloud)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os.write(1, BROKEN)
    os._exit(3)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work_once(json.loads(sys.argv[1]))
    serve()
