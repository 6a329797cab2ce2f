"""Power cuts: what a person was told is still true on a disk that forgets what was not synced.

SIGKILL loses no page that the system has taken; pulling the plug does. So a person works above the file
layer (`torn.c`), which records every change of every file: database, log, media, vault, contacts, copies,
lists, keys. Then, for any moment of the record, a disk is built as a cut at that moment may leave it
(`disk.py`), and looked at. That is stronger than a layer that drops writes and aborts: one record gives
any number of cuts at every single call, each with any part of what was unsynced, on disks that keep order
and on disks that do not; a loss is found again from two numbers; and no cut needs a process of its own.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.kill.auditor import look
from tests.kill.disk import Disk
from tests.kill.killer import ROOT
from tests.kill.layer import Call, above, recorded
from tests.kill.ledger import Ledger, Line, heard
from tests.kill.world import World


@dataclass(slots=True)
class Cuts:
    """What a number of power cuts left."""

    cuts: int = 0
    calls: int = 0
    acts: int = 0
    with_loss: int = 0
    cut_in: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

    @property
    def faults(self) -> int:
        """Must be zero."""
        return self.with_loss

    def __str__(self) -> str:
        scenes = ", ".join(f"{name} {count}" for name, count in sorted(self.cut_in.items()))
        return (
            f"{self.cuts} power cuts in {self.calls} recorded calls of {self.acts} acknowledged acts:"
            f" cuts with a loss {self.with_loss}. Cut in the middle of: {scenes}"
        )


def work_above_the_layer(world: World, log: Path, job: dict[str, Any]) -> None:
    """A person does so many acts in this world, and everything is recorded."""
    command = [sys.executable, "-m", "tests.kill.day", json.dumps(job)]
    environment = {**above(world.root, log), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=environment, cwd=ROOT, check=True)


def cut_often(
    template: World,
    folder: Path,
    cuts: int,
    seed: int,
    acts: int = 30,
    off: Sequence[str] = (),
    syncs: bool = True,
    aimed: str = "",
) -> Cuts:
    """Cut the power at random moments of one person's acts.

    `syncs` False: no sync reaches the disk. `aimed`: every other act is this scene.
    """
    chance, report = random.Random(seed), Cuts()
    world, log = World(folder / "cut"), folder / "calls"
    folder.mkdir()
    shutil.copytree(template.root, world.root)
    world.said.touch()
    facts, disk = json.loads((world.root / "facts.json").read_text("utf-8")), Disk(world.root, syncs=syncs)
    pen = world.said.stat().st_ino
    job = {"root": str(world.root), "facts": facts, "seed": seed, "acts": acts, "off": [*off], "aimed": aimed}
    work_above_the_layer(world, log, job)
    shutil.rmtree(world.root)
    calls = list(recorded(log))
    moments = _moments(calls, pen, cuts, chance)
    said: list[Line] = []
    for number, call in enumerate(calls):
        disk.follow(call)
        said += _said(call, pen)
        for _ in range(moments[number]):
            _cut(world, disk, Ledger(facts).read(said), chance, report, f"seed {seed}, call {number}")
    report.calls, report.acts = len(calls), Ledger(facts).read(said).done
    shutil.rmtree(folder)
    return report


def _moments(calls: Sequence[Call], pen: int, cuts: int, chance: random.Random) -> Counter[int]:
    """Numbers of calls: first some act, long or short, then some call of it."""
    said = [number for number, call in enumerate(calls) if call.op == "w" and call.inode == pen]
    spans = [span for span in zip(said, [*said[1:], len(calls)], strict=True) if span[1] - span[0] > 1]
    return Counter(chance.randrange(*chance.choice(spans)) for _ in range(cuts))


def _said(call: Call, pen: int) -> list[Line]:
    if call.op != "w" or call.inode != pen:
        return []
    return [line for text in call.first.splitlines() if (line := heard(text))]


def _cut(world: World, disk: Disk, ledger: Ledger, chance: random.Random, report: Cuts, where: str) -> None:
    kind = disk.after_a_cut(world.root, chance)
    scene = ledger.under_way.scene if ledger.under_way else "(between)"
    report.cuts += 1
    report.cut_in[scene] += 1
    verdict = look(world, ledger)
    if verdict.faults:
        report.with_loss += 1
        report.told.append(f"{where} ({kind}), in {scene}: {'; '.join(verdict.faults[:4])}")
        if kept := os.environ.get("KEEP_FAULTS"):
            disk.after_a_cut(Path(kept) / f"{where}-{kind}".replace(" ", ""), chance, kind)


def added(one: Cuts, other: Cuts) -> Cuts:
    """Two reports as one."""
    return Cuts(
        one.cuts + other.cuts,
        one.calls + other.calls,
        one.acts + other.acts,
        one.with_loss + other.with_loss,
        one.cut_in + other.cut_in,
        one.told + other.told,
    )
