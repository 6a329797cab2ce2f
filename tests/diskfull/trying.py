"""Runs `every_call` on a study of some kind, above the layer."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.diskfull.every_call import Found
from tests.kill.killer import ROOT
from tests.kill.layer import above
from tests.kill.making import make
from tests.kill.world import World


def tried(
    folder: Path, kind: str, fault: str, scenes: Sequence[str], seed: int = 7, step: int = 1
) -> dict[str, Found]:
    """What came of each scene."""
    template = make(kind, folder / f"{kind}-template")
    world = World(folder / f"{kind}-{fault}")
    shutil.copytree(template.root, world.root)
    shutil.rmtree(template.root)
    facts = json.loads((world.root / "facts.json").read_text("utf-8"))
    job = {"root": str(world.root), "facts": facts, "seed": seed, "fault": fault, "scenes": list(scenes)}
    job |= {"aside": str(folder / "aside"), "step": step}
    command = [sys.executable, "-m", "tests.diskfull.every_call", json.dumps(job)]
    environment = {**above(world.root), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    return {name: Found(points, Counter(ended), wrong) for name, points, ended, wrong in lines}
