"""Kills people at their day's work and looks at what they leave."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.kill.auditor import look
from tests.kill.day import BROKEN, cheap_guesses
from tests.kill.ledger import Doing, Facts, Ledger, Line, heard
from tests.kill.making import World, make
from tests.kill.scenes import SCENES, load

ROOT = Path(__file__).parents[2]


@dataclass(slots=True)
class Tally:
    """What a number of kills found."""

    runs: int = 0
    acts: int = 0
    broken: int = 0
    runs_with_faults: int = 0
    killed_in: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """Everything that must be zero."""
        return self.broken + self.runs_with_faults

    def __str__(self) -> str:
        scenes = ", ".join(f"{name} {count}" for name, count in sorted(self.killed_in.items()))
        return (
            f"{self.runs} kills, {self.acts} acknowledged acts: runs with a loss {self.runs_with_faults},"
            f" programs broken {self.broken}. Killed in the middle of: {scenes or 'nothing'}"
        )


class Killer:
    """Goes on with one study for a while, then begins with another kind; kills at random moments."""

    def __init__(self, folder: Path, seed: int, kinds: Sequence[str], off: Sequence[str] = ()) -> None:
        self._chance = random.Random(seed)
        self._kinds, self._off = kinds, off
        cheap_guesses()
        load()
        self._made = {kind: make(kind, folder / kind) for kind in kinds}
        self._world = World(folder / "world")
        self._facts: Facts | None = None
        self._usual: dict[str, float] = {}
        self._complaints = folder / "complaints"
        self.tally = Tally()

    def run(self, runs: int, only: str = "") -> Tally:
        """Kill and look, `runs` times; `only` aims all kills at one scene."""
        with self._complaints.open("wb") as complaints:
            command = [sys.executable, "-m", "tests.kill.day"]
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            self._server = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                env=environment,
                cwd=ROOT,
            )
            with self._server as server:
                for _ in range(runs):
                    self._once(only)
                assert server.stdin is not None
                server.stdin.close()
        return self.tally

    def _once(self, only: str) -> None:
        if self._facts is None or self._chance.random() < 0.15:
            self._anew()
        assert self._facts is not None
        scenes = list(SCENES.values())
        target = only or self._chance.choices(scenes, [scene.aim for scene in scenes])[0].name
        seed = self._chance.randrange(1 << 30)
        before = len(self._complaints.read_bytes())
        lines, alive = self._kill(target, seed)
        self.tally.runs += 1
        ledger = Ledger(self._facts).read(lines)
        self.tally.acts += ledger.done
        self.tally.killed_in[ledger.under_way.scene if ledger.under_way else "(between)"] += 1
        if not alive:
            self.tally.broken += 1
            complaint = self._complaints.read_bytes()[before:].decode("utf-8", "replace").splitlines()
            self.tally.told.append("\n  ".join([f"seed {seed}, aimed at {target}, broke:", *complaint[-7:]]))
        verdict = look(self._world, ledger)
        if verdict.faults:
            self._report(seed, target, ledger, verdict.faults)
        self._facts = None if verdict.faults or not alive else verdict.facts

    def _report(self, seed: int, target: str, ledger: Ledger, faults: list[str]) -> None:
        self.tally.runs_with_faults += 1
        under_way = ledger.under_way.scene if ledger.under_way else "nothing"
        self.tally.told.append(
            f"seed {seed}, aimed at {target}, killed in {under_way}: {'; '.join(faults[:4])}"
        )
        if kept := os.environ.get("KEEP_FAULTS"):
            shutil.copytree(self._world.root, Path(kept) / f"{target}-{seed}", dirs_exist_ok=True)

    def _anew(self) -> None:
        shutil.rmtree(self._world.root, ignore_errors=True)
        template = self._made[self._chance.choice(list(self._made))]
        shutil.copytree(template.root, self._world.root)
        self._facts = json.loads((self._world.root / "facts.json").read_text("utf-8"))

    def _kill(self, target: str, seed: int) -> tuple[list[Line], bool]:
        """What the person said until the kill; whether they lived until then."""
        server = self._server
        assert server.stdin is not None
        assert server.stdout is not None
        job = {
            "root": str(self._world.root),
            "facts": self._facts,
            "seed": seed,
            "target": target,
            "before": self._chance.randrange(12),
            "off": list(self._off),
        }
        server.stdin.write(json.dumps(job).encode() + b"\n")
        server.stdin.flush()
        pid = json.loads(server.stdout.readline())[1]
        lines = self._watch(target, pid)
        while not (said := server.stdout.readline()).startswith(b'["ended"'):
            lines += [line] if (line := heard(said)) else []
        return lines, json.loads(said)[1] == signal.SIGKILL

    def _watch(self, target: str, pid: int) -> list[Line]:
        """Listen until the target scene is under way for the n-th time and a little longer; then kill.

        Somebody who breaks before that says so to the complaints, and no more here.
        """
        assert self._server.stdout is not None
        lines: list[Line] = []
        left = self._chance.choice((1, 1, 1, 2, 3, 8))
        begun = time.monotonic()
        while left and (said := self._server.stdout.readline()) != BROKEN:
            if (line := heard(said)) is None:
                continue
            lines.append(line)
            if line.scene != target:
                continue
            if isinstance(line, Doing):
                begun, left = time.monotonic(), left - 1
            else:
                took = time.monotonic() - begun
                self._usual[target] = 0.8 * self._usual.get(target, took) + 0.2 * took
        if not left:
            self._wait(target)
            with suppress(ProcessLookupError):  # broken in the meantime, as will be heard
                os.kill(pid, signal.SIGKILL)
        return lines

    def _wait(self, target: str) -> None:
        """Somewhere in the middle of what it usually takes."""
        until = time.monotonic() + self._chance.random() * 1.2 * self._usual.get(target, 0.01)
        while time.monotonic() < until:
            if (left := until - time.monotonic()) > 0.002:
                time.sleep(left - 0.001)
