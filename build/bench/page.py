"""From the key to the painted next page, in the largest kit: Enter on every page of the returnee interview.

    python build/bench/page.py [--rounds 3]

The pages are those of a long walk of the robot, opened one after the other with PgDn in the real interview
page (offscreen), and back again with PgUp. A press ends when the page and the bars around it are painted.
Prints median, p99 and the slowest by the clock, and the same in time of the processor, which a busy machine
does not change; the aim is a p99 under 50 ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp import study
from fieldapp.robot import Walker
from fieldapp.session import Session
from fieldapp.ui import icons, theme
from fieldapp.ui.interview.page import InterviewPage
from fieldapp.wording import resource

KIT = "returnee_entrepreneur"
_K = Qt.Key


class Quiet:
    """A window that has nothing but the page."""

    def toast(self, *_: object, **__: object) -> None: ...


def long_interview(place: study.Study, sha256: str) -> str:
    """The id of a draft with as many pages as the robot finds."""
    for seed in range(1, 200):
        session = Session.start(place, sha256)
        walk = Walker(session.interview, seed).run()
        if len(walk.asked) > 200:
            other = Session.start(place, sha256)
            for step in walk.steps:
                if "set" in step and (node := other.interview.node(step["set"])) and node.relevant:
                    other.answer(step["set"], step["value"])
            other.close()
            return other.instance_id
        session.close()
    raise SystemExit("no walk gets far enough")


def press(page: InterviewPage, key: Qt.Key) -> tuple[float, float]:
    """Milliseconds, by clock and processor, until the next page and what stands around it are painted."""
    begun, busy = time.perf_counter(), time.process_time()
    QTest.keyClick(QApplication.focusWidget() or page, key)
    page.repaint()
    QApplication.processEvents()
    page.bars.catch_up()
    QApplication.processEvents()
    took = (time.perf_counter() - begun) * 1000, (time.process_time() - busy) * 1000
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # as the loop would
    return took


Took = tuple[float, float, str]


def measure(page: InterviewPage) -> list[Took]:
    """There and back: milliseconds by both clocks, and the kind of page it led to."""
    found = []
    page.go_to(page.walk.screens[0].reference)
    QApplication.processEvents()
    for key in (_K.Key_PageDown, _K.Key_PageUp):
        for _ in range(len(page.walk.screens) - 1):
            took, here = press(page, key), page.walk.here
            if page.reviewing.is_open:
                break
            found.append((*took, f"{here.kind} {here.number}" if here is not None else ""))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    app = QApplication([])
    theme.apply(app, "light")
    icons.load()
    found: list[Took] = []
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FIELDAPP_HOME"] = folder
        with closing(study.create(Path(folder) / "study", "bench")) as place:
            row = place.add_form(resource("..", "forms", KIT, "form.xlsx"))
            session = Session.resume(place, long_interview(place, row.sha256))
            page = InterviewPage(session, Quiet())
            page.resize(1366, 768)
            page.show()
            page.activateWindow()
            QApplication.processEvents()
            for _ in range(rounds):
                found += measure(page)
            page.stop()
            page.close()
            session.close()
    report(found)


def report(found: list[Took]) -> None:
    """Both clocks, and where it took longest."""
    for name, times in (("clock", [one[0] for one in found]), ("processor", [one[1] for one in found])):
        middle, p99 = statistics.median(times), statistics.quantiles(times, n=100)[98]
        print(f"key to painted page, {name:9} n {len(times)}  median {middle:.1f} ms  p99 {p99:.1f} ms")
    for took, busy, where in sorted(found, key=lambda one: one[1], reverse=True)[:5]:
        print(f"  slowest {took:6.1f} ms, {busy:6.1f} ms of the processor  {where}")


if __name__ == "__main__":
    main()
