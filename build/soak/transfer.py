"""Carrying under bad conditions: `python build/soak/transfer.py --runs 500`, or `... damage`.

`kill` (the default): a laptop sends to a stick or a file, takes in, or takes back, in a process of its own
that is killed by the system at a random moment. Then the stick must hold no broken pack under a pack's name,
the database must be sound, nothing that was there may be gone, and doing it again must complete it. `--torn`
writes files in place instead of beside and must report broken packs.

`damage`: a bundle of interviews and photos is damaged in five ways; the shares that the real reader
recovers are printed beside those of a zip, a zip in age, and a SQLite file of the same items. Ends with 1 for
any item delivered wrong or any error that escapes.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.transfer.damage import table
from tests.transfer.killing import Killing

QUICK = "/dev/shm" if os.path.isdir("/dev/shm") else None
"""A folder in memory: to SIGKILL it is all the same."""


def main() -> int:
    """Run, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", choices=["kill", "damage"], default="kill")
    parser.add_argument("--runs", type=int, default=500)
    parser.add_argument("--trials", type=int, default=12, help="of each damage")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--torn", action="store_true", help="protection off: files are written in place")
    given = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=QUICK) as name:
        os.environ["FIELDAPP_HOME"] = f"{name}/home"
        if given.what == "damage":
            lines, faults = table(Path(name), given.trials, given.seed)
        else:
            lines, faults = Killing(Path(name), given.seed, torn=given.torn).run(given.runs)
    print(*lines, sep="\n")
    print(f"{len(faults)} faults ({time.monotonic() - begun:.0f} s)", *faults, sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
