"""Keys pressed for each answer: the whole returnee interview, by keyboard alone, in both languages.

    python build/bench/keys.py

The script of keys is that of `tests/ui/interview` (first choice, short texts, and what `returnee.py` says).
Prints presses, answers and presses for each answer; letters of names and reasons count too.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from fieldapp import study as studies
from fieldapp.ui import app, icons
from tests.ui.interview.conducting import Conductor
from tests.ui.interview.interviewer import Interviewer
from tests.ui.interview.returnee import ANSWERS, KIT


class Loop:
    """Waits by turning Qt's loop."""

    def waitUntil(self, met: Callable[[], bool]) -> None:
        while not met():
            QApplication.processEvents()


def main() -> None:
    qt = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FIELDAPP_HOME"] = f"{folder}/home"
        made = studies.create(Path(folder) / "s", "bench")
        made.add_form(KIT)
        made.close()
        window = app.build(qt)
        icons.load()
        window.show()
        person = Interviewer(window, Loop())  # type: ignore[arg-type]
        person.opens_study(Path(folder) / "s")
        for language in ("zh", "en"):
            interview(person, language)
        window.close()


def interview(person: Interviewer, language: str) -> None:
    """From the first question to the finished interview."""
    person.begins()
    if not person.session.language.endswith(f"({language})"):
        person.press("Ctrl+T")
    begun, person.pressed = time.perf_counter(), 0
    conductor = Conductor(person, ANSWERS)
    conductor.conduct()
    person.press("Ctrl+Enter")
    seconds, answers = time.perf_counter() - begun, len(conductor.asked)
    left = "" if person.stage.interview is None else " - NOT FINISHED"
    share = f"{person.pressed / answers:.2f} presses for each answer"
    print(f"{language}: {person.pressed} presses, {answers} answers, {share}, {seconds:.0f} s{left}")


if __name__ == "__main__":
    main()
