"""Random sequences of moves at the real window: what is shown must always be what is stored.

    python build/soak/moves.py [--sequences 50] [--steps 300] [--seed 1] [--form everything|KIT] [--every 5]

Each sequence is a seed: the same seed makes the same moves. Ends with 1 and the keys pressed last if
anything differed. The short form runs with the tests (`tests/moves`).
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.moves.scene import make, open_window


def main() -> int:
    """Run, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=50)
    parser.add_argument("--steps", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--form", default="", help="everything, or the name of a kit; both in turn if left out"
    )
    parser.add_argument("--every", type=int, default=5, help="moves between two looks at the disk")
    given = parser.parse_args()
    qt = QApplication([])
    found, begun = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        os.environ["FIELDAPP_HOME"] = f"{name}/home"
        for seed in range(given.seed, given.seed + given.sequences):
            form = given.form or ("everything" if seed % 2 else "returnee_entrepreneur")
            faults = sequence(qt, Path(name) / str(seed), form, seed, given.steps, given.every)
            found += len(faults)
            for fault in faults:
                print(f"{form}: {fault}", flush=True)
            print(f"seed {seed} {form}: {len(faults)} differences", flush=True)
    took = time.monotonic() - begun
    print(f"{given.sequences} sequences of {given.steps} moves: {found} differences, {took:.0f} s")
    return 1 if found else 0


def sequence(qt: QApplication, folder: Path, form: str, seed: int, steps: int, every: int) -> list[str]:
    """One window, one person, one seed."""
    window, mover = open_window(qt, make(folder, form), seed, every)
    try:
        return mover.run(steps)
    except Exception:  # the app's own hook would keep it to itself
        return [*mover.faults, traceback.format_exc()]
    finally:
        window.close()
        window.deleteLater()
        qt.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # no loop is running that would


if __name__ == "__main__":
    sys.exit(main())
