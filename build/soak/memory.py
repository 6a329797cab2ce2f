"""Memory over one long sitting: 200 interviews one after the other in the same window.

    python build/soak/memory.py [--interviews 200]

Each interview is begun, answered page by page, reviewed and left. Prints resident memory after 20, 100 and
200 (Linux), and ends with 1 if it grew by more than 10 % from the first to the last of these.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.moves.mover import Mover
from tests.moves.scene import make, open_window

GROWTH = 1.10


def resident() -> float:
    """Megabytes of this process."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> int:
    """Sit through them, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=200)
    most = parser.parse_args().interviews
    marks = sorted({max(1, most // 10), most // 2, most})
    qt = QApplication([])
    sizes: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        os.environ["FIELDAPP_HOME"] = f"{name}/home"
        window, person = open_window(qt, make(Path(name) / "sitting", "everything"), 1)
        begun = time.monotonic()
        for number in range(1, most + 1):
            interview(replace(person, seed=number))
            if number in marks:
                gc.collect()
                sizes.append(resident())
                print(
                    f"after {number:4} interviews {sizes[-1]:7.1f} MB  {time.monotonic() - begun:5.0f} s",
                    flush=True,
                )
        window.close()
    return 1 if sizes[-1] > sizes[0] * GROWTH else 0


def interview(person: Mover) -> None:
    """Twenty keys on the pages, then the review and out."""
    person.open()
    for _ in range(20):
        person.move()
    person.page.go_to(person.page.walk.screens[0].reference)
    person.page.commands.do("review")
    person.settle()
    person.leave()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


if __name__ == "__main__":
    sys.exit(main())
