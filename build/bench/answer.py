"""One answer in the returnee kit: engine, journal commit and view, beside a bare SQLite commit.

    python build/bench/answer.py [--answers 1500]

The answers are those of the robot, given through the real interview page (offscreen) and its session, screen
by screen. "Shown" ends when the page has painted what changed. The bare commit writes one row of the same
size into a database with the same settings (WAL, synchronous=FULL), on the same disk, after each answer.
Prints median and p99 in ms and the ratio to the bare commit; the aim is a p99 under 16 ms.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from fieldapp import study
from fieldapp.robot import Walker
from fieldapp.session import Session
from fieldapp.store.connection import connect_new
from fieldapp.ui import theme
from fieldapp.ui.interview.page import InterviewPage
from fieldapp.wording import resource

KIT = "returnee_entrepreneur"
ROW = "x" * 300


class Quiet:
    """A window that has nothing but the page."""

    def toast(self, *_: object, **__: object) -> None: ...


def deep_walk(place: study.Study, sha256: str) -> list[tuple[str, str]]:
    """Answers that get past the gates of the form, by the robot."""
    for seed in range(1, 200):
        session = Session.start(place, sha256)
        walk = Walker(session.interview, seed).run()
        session.close()
        if len(walk.asked) > 200:
            return [(step["set"], step["value"]) for step in walk.steps if "set" in step]
    raise SystemExit("no walk gets far enough")


def timed(action: object) -> float:
    begun = time.perf_counter()
    action()  # type: ignore[operator]
    return (time.perf_counter() - begun) * 1000


def measure(place: study.Study, sha256: str, most: int, bare: sqlite3.Connection) -> dict[str, list[float]]:
    """Milliseconds of each answer, stored and shown, and of each bare commit."""
    found: dict[str, list[float]] = {"engine and commit": [], "the same, shown": [], "bare commit": []}
    script = deep_walk(place, sha256)
    while len(found["bare commit"]) < most:
        session = Session.start(place, sha256)
        page = InterviewPage(session, Quiet())
        page.resize(1366, 768)
        page.show()
        QApplication.processEvents()
        for reference, value in script:
            one_answer(page, session, reference, value, found)
            found["bare commit"].append(timed(lambda: bare.execute("INSERT INTO t VALUES (?)", (ROW,))))
        page.stop()
        page.close()
        session.close()
    return found


def one_answer(
    page: InterviewPage, session: Session, reference: str, value: str, found: dict[str, list[float]]
) -> None:
    node = session.interview.node(reference)
    if node is None or not node.relevant:
        return
    if not page.walk.here or not page.walk.here.holds(reference):
        page.go_to(reference)
        QApplication.processEvents()
    if len(found["bare commit"]) % 2:
        found["engine and commit"].append(timed(lambda: session.answer(reference, value)))
        return

    def shown() -> None:
        page.answer(reference, value)
        QApplication.processEvents()

    found["the same, shown"].append(timed(shown))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=1500)
    most = parser.parse_args().answers
    app = QApplication([])
    theme.apply(app, "light")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FIELDAPP_HOME"] = folder
        with closing(study.create(Path(folder) / "study", "bench")) as place:
            row = place.add_form(resource("..", "forms", KIT, "form.xlsx"))
            bare = connect_new(Path(folder) / "bare.db")
            bare.execute("CREATE TABLE t (x TEXT)")
            found = measure(place, row.sha256, most, bare)
            bare.close()
    base = statistics.median(found["bare commit"])
    for name, times in found.items():
        p99 = statistics.quantiles(times, n=100)[98]
        middle = statistics.median(times)
        figures = f"median {middle:6.2f} ms  p99 {p99:6.2f} ms  {middle / base:5.1f} x bare"
        print(f"{name:18} n {len(times):5}  {figures}")


if __name__ == "__main__":
    main()
