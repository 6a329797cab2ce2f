"""The long kill test: `python build/soak/kill.py --runs 200`.

A person answers the returnee questionnaire through the real session, or with `--window` through the
window, and is killed at random moments.
`--late N` switches durability off and must report losses. Ends with 1 if anything was lost.
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
from tests.kill.powercut import cut_often
from tests.kill.witness import SESSION_PERSON, WINDOW_PERSON, Witness


def template(folder: Path) -> Path:
    """A study with the largest kit."""
    made = study.create(folder / "template", "Kill test")
    made.add_form(next(form for form in study.kit_forms() if form.parent.name == "returnee_entrepreneur"))
    made.close()
    return made.folder


def main() -> int:
    """Run, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--late", type=int, default=0)
    parser.add_argument("--window", action="store_true", help="through the window instead of the session")
    parser.add_argument("--cuts", type=int, default=0, help="power cuts of one recorded person, no kills")
    parser.add_argument("--synchronous", default="FULL", help="with --cuts: OFF must report losses")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        os.environ["FIELDAPP_HOME"] = f"{name}/home"
        more = ("--late", str(given.late)) if given.late else ()
        person = WINDOW_PERSON if given.window else SESSION_PERSON
        witness = Witness(template(Path(name)), Path(name) / "killed", given.seed, person, more)
        begun = time.monotonic()
        if given.cuts:
            more = ("--synchronous", given.synchronous)
            folders = Path(name) / "template", Path(name) / "cut"
            report = cut_often(*folders, given.cuts, more, acts=100)
        else:
            report = witness.run(given.runs)
    print(*report.told, sep="\n")
    print(f"{report} ({time.monotonic() - begun:.0f} s)")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
