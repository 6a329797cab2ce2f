"""A disk that fails at every single change of a day's work: `python build/soak/diskfull.py`.

For each scene of tests/kill/scenes: the first change of the disk fails with all that follow, then the
second ..., on a plain and on an encrypted study. `--fault full`, `pulled` or `read-only`; `--step N` tries
every N-th change only. Ends with 1 if a message was not clear, something was lost or the work did not go on.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.diskfull.every_call import FAULTS, Found
from tests.diskfull.trying import tried
from tests.kill.day import cheap_guesses
from tests.kill.scenes import load

QUICK = "/dev/shm" if os.path.isdir("/dev/shm") else None
UNFIT = "migrate"
"""It puts a study of its own there first, by hand, and on a full disk."""
KINDS = ("plain", "protected")


def run(folder: Path, given: argparse.Namespace) -> list[str]:
    """Each scene in a world of its own; what was wrong."""
    scenes = given.scenes.split(",") if given.scenes else [name for name in load() if name != UNFIT]
    total, wrong = Found(), []
    for kind in given.kinds.split(","):
        for scene in scenes:
            place = folder / kind / scene
            place.mkdir(parents=True)
            (found,) = tried(place, kind, given.fault, [scene], given.seed, given.step).values()
            ended = ", ".join(f"{code} {count}" for code, count in sorted(found.ended.items()))
            print(f"{kind}, {scene}: {found.points} points; {ended}", flush=True)
            print(*(f"  WRONG {text}" for text in found.wrong), sep="\n", end="\n" if found.wrong else "")
            total = Found(total.points + found.points, total.ended + found.ended)
            wrong += found.wrong
    print(f"{given.fault}: {total.points} points tried, {len(wrong)} wrong; {dict(Counter(total.ended))}")
    return wrong


def main() -> int:
    """Run, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fault", choices=sorted(FAULTS), default="full")
    parser.add_argument("--scenes", default="", help="names, with commas; all when left out")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--step", type=int, default=1)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    cheap_guesses()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=QUICK) as name:
        os.environ["FIELDAPP_HOME"] = f"{name}/home"
        wrong = run(Path(name), given)
    print(f"({time.monotonic() - begun:.0f} s)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
