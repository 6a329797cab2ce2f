"""The long kill test: `python build/soak/kill.py --runs 1000`.

A person plays a day's work with a study, protected or not, and is killed at random moments in the middle
of everything that tests/kill/scenes brings; the study is opened again and held against what had been
acknowledged. `--scene NAME` aims all kills at one scene. `--window` answers the returnee questionnaire
through the real window instead. `--late` holds commits back and must report losses.
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

from fieldapp import study
from tests.kill.killer import Killer, Tally
from tests.kill.making import KINDS
from tests.kill.witness import WINDOW_PERSON, Report, Witness

QUICK = "/dev/shm" if os.path.isdir("/dev/shm") else None
"""A folder in memory: to SIGKILL it is all the same."""


def template(folder: Path) -> Path:
    """A study with the largest kit."""
    made = study.create(folder / "template", "Kill test")
    made.add_form(next(form for form in study.kit_forms() if form.parent.name == "returnee_entrepreneur"))
    made.close()
    return made.folder


def through_the_window(folder: Path, given: argparse.Namespace) -> Report:
    """Keys into real widgets: also half-typed text and the question in focus."""
    more = ("--late", "20") if given.late else ()
    return Witness(template(folder), folder / "killed", given.seed, WINDOW_PERSON, more).run(given.runs)


def a_day(folder: Path, given: argparse.Namespace) -> Tally:
    """All scenes, or one."""
    off = ("late",) if given.late else ()
    return Killer(folder / "day", given.seed, tuple(KINDS), off).run(given.runs, given.scene)


def main() -> int:
    """Run, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--scene", default="", help="aim all kills at this one")
    parser.add_argument("--late", action="store_true", help="durability off: commits come 20 steps late")
    parser.add_argument("--window", action="store_true", help="through the window instead of the session")
    given = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=QUICK) as name:
        os.environ["FIELDAPP_HOME"] = f"{name}/home"
        report = (through_the_window if given.window else a_day)(Path(name), given)
    print(*report.told, sep="\n")
    print(f"{report} ({time.monotonic() - begun:.0f} s)")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
