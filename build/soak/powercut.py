"""The long form of the power cuts: `python build/soak/powercut.py --cuts 200`.

People work in studies of every kind above a file layer that records each change of each file; then the
power is cut at random moments (tests/kill/powercut.py). `--synchronous-off` leaves the syncing of the
database to the system, `--no-syncs` is a disk that ignores every sync: both must report losses.
Ends with 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.kill.day import cheap_guesses
from tests.kill.making import KINDS, make
from tests.kill.powercut import Cuts, added, cut_often
from tests.kill.scenes import load

QUICK = "/dev/shm" if os.path.isdir("/dev/shm") else None
"""A folder in memory: what a disk forgets is worked out from the record."""


def run(folder: Path, given: argparse.Namespace) -> Cuts:
    """A record for every twenty cuts, on each kind of study in turn."""
    made = [make(kind, folder / kind) for kind in KINDS]
    off = ("synchronous",) if given.synchronous_off else ()
    report = Cuts()
    for number in range(max(given.cuts // 20, 1)):
        template, seed = made[number % len(made)], given.seed + number
        report = added(
            report,
            cut_often(
                template,
                folder / "cuts",
                min(given.cuts, 20),
                seed,
                given.acts,
                off,
                syncs=not given.no_syncs,
                aimed=given.scene,
            ),
        )
    return report


def main() -> int:
    """Run, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--acts", type=int, default=30, help="of each person")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--scene", default="", help="this one between all others")
    parser.add_argument("--synchronous-off", action="store_true")
    parser.add_argument("--no-syncs", action="store_true")
    given = parser.parse_args()
    cheap_guesses()
    load()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=QUICK) as name:
        os.environ["FIELDAPP_HOME"] = f"{name}/home"
        report = run(Path(name), given)
    print(*report.told, sep="\n")
    print(f"{report} ({time.monotonic() - begun:.0f} s)")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
