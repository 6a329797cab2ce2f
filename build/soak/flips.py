"""Turned bits: `python3 build/dev.py soak flips --runs 500`.

A study, plain and encrypted, as a crash left it (log and all). In each run one bit at a random place of
its files is turned; then everything is opened, listed, resumed, read and exported, and a repaired copy is
made. Prints what came of it and the share of answers saved. Ends with 1 if anything wrong was shown as
right, or if anything else than a sentence came up. `--off` switches the protections off and must report
wrong ones.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.repair.flipping import Flips, run, switched_off, template


def main() -> int:
    """Run, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--off", action="store_true", help="with the protections switched off")
    parser.add_argument("--plain", action="store_true", help="the unencrypted study only")
    given = parser.parse_args()
    flips, chance, begun = Flips(), random.Random(given.seed), time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        os.environ["FIELDAPP_HOME"] = f"{name}/home"
        kinds = (False,) if given.plain or given.off else (False, True)
        templates = [template(Path(name) / str(protected), protected) for protected in kinds]
        for number in range(given.runs):
            with switched_off() if given.off else nullcontext():
                run(templates[number % len(templates)], Path(name) / "run", chance, flips, not given.off)
    print(*flips.told, sep="\n")
    for (file, outcome), count in sorted(flips.by_file.items()):
        print(f"{file:32} {outcome:9} {count}")
    print(f"{flips} ({time.monotonic() - begun:.0f} s)")
    return 1 if flips.outcomes["wrong"] or flips.outcomes["broken"] or flips.wrongly_saved else 0


if __name__ == "__main__":
    sys.exit(main())
