"""Start to first painted window, beside a bare PySide6 window, in one run.

    python build/bench/start.py [--rounds 15]

Every start is a fresh process, bare and ours in turn, timed from before the interpreter starts to the
end of the first paint of a 1366 x 768 window. "Ready" is ours with its pages painted and the study of
last time open. Prints medians and the ratio; the aim is at most 1.5.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
AIM = 1.5

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: print("painted", flush=True) or QApplication.quit())

app = QApplication([])
window = Window()
window.setCentralWidget(QLabel("fieldapp"))
window.resize(1366, 768)
window.show()
app.exec()
"""

OURS = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from fieldapp.ui import app, preferences, window

application = QApplication([])
chosen = preferences.load()
main = window.MainWindow(chosen.theme)

def settle():
    print("painted", flush=True)
    app.furnish(application, main, chosen)
    app.arrive(main.stage)
    application.processEvents()
    print("ready", flush=True)
    main.close()
    application.quit()

main.painted.connect(settle)
main.show()
application.exec()
"""


def marks(program: str, home: str) -> dict[str, float]:
    """Seconds from the start of the process to each word it prints."""
    own = {**os.environ, "FIELDAPP_HOME": home, "PYTHONPATH": str(ROOT)}
    own.setdefault("QT_QPA_PLATFORM", "offscreen")
    begun = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=own, text=True
    ) as process:
        assert process.stdout is not None
        found = {line.strip(): time.perf_counter() - begun for line in process.stdout}
    if process.returncode:
        raise SystemExit(f"a start failed with {process.returncode}")
    return found


def main() -> int:
    """Measure and print; exit code 1 when the aim is missed."""
    parser = argparse.ArgumentParser(description="Start to first painted window")
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as home:
        make_study(home)
        runs = [(marks(BARE, home), marks(OURS, home)) for _ in range(rounds)]
    bare = statistics.median(run["painted"] for run, _ in runs)
    ours = statistics.median(run["painted"] for _, run in runs)
    ready = statistics.median(run["ready"] for _, run in runs)
    print(f"bare window painted   {bare * 1000:6.0f} ms")
    print(f"fieldapp painted      {ours * 1000:6.0f} ms, {ours / bare:.2f} times")
    print(f"fieldapp ready        {ready * 1000:6.0f} ms, study open")
    return 0 if ours <= AIM * bare else 1


def make_study(home: str) -> None:
    """A study with all kits, opened last."""
    os.environ["FIELDAPP_HOME"] = home
    from fieldapp.study.sample import make_sample

    make_sample(Path(home) / "sample").close()


if __name__ == "__main__":
    sys.exit(main())
