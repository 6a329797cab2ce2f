"""The first paint waits for nothing it does not need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SLOW = ("pandas", "numpy", "openpyxl", "pyxform", "sqlite_utils", "qtawesome", "pypinyin", "xlsxwriter")

PROGRAM = """
import json, sys
from PySide6.QtWidgets import QApplication
from fieldapp.ui import app, preferences, window

slow = json.loads(sys.argv[1])
seen = {}

def note(when):
    seen[when] = [name for name in slow if name in sys.modules]

application = QApplication([])
chosen = preferences.load()
main = window.MainWindow(chosen.theme)

def settle():
    note("first paint")
    app.furnish(application, main, chosen)
    application.processEvents()
    note("pages painted")
    app.arrive(main.stage)
    note("study open")
    application.quit()

main.painted.connect(settle)
main.show()
application.exec()
print(json.dumps(seen))
"""


def test_slow_libraries_come_after_the_first_paint(tmp_path: Path, study_folder: Path) -> None:
    environment = {**os.environ, "FIELDAPP_HOME": str(tmp_path / "home"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, json.dumps(SLOW)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "first paint": [],
        "pages painted": [],
        "study open": ["qtawesome"],  # only the icons
    }
