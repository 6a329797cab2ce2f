"""A crash in a widget, and a full disk: nothing is lost, it is said, and the interview goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp import files
from fieldapp.ui import crash
from fieldapp.ui.controls.choices import ChoicesControl
from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]
ROOT = Path(__file__).parents[3]

FORM = """
    | survey  |               |       |                  |                     |
    |         | type          | name  | label::中文 (zh)  | label::English (en) |
    |         | text          | who   | 您叫什么？         | Your name?          |
    |         | select_one yn | ok    | 您愿意吗？         | Do you agree?       |
    | choices |               |       |                  |                     |
    |         | list_name     | name  | label::中文 (zh)  | label::English (en) |
    |         | yn            | 1     | 愿意              | I agree             |
    |         | yn            | 0     | 不愿意            | I do not            |
"""


@pytest.mark.qt_no_exception_capture
def test_a_crash_in_a_widget_loses_nothing_and_offers_the_report(
    talk: Talk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    person = talk(FORM)
    person.enters("王建国")
    home = str(files.home())
    monkeypatch.undo()  # the hook of the tests gives way to that of the program
    monkeypatch.setenv("FIELDAPP_HOME", home)
    monkeypatch.setattr(sys, "excepthook", crash.hook(person.window))
    person.press("Enter")

    def planted_fault(_self: ChoicesControl, _at: int) -> None:
        raise ZeroDivisionError("planted")

    with monkeypatch.context() as broken:
        broken.setattr(ChoicesControl, "choose", planted_fault)
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier, "1")
        QApplication.postEvent(person.focus(), key)  # as the system does it, not from within Python
        qtbot.waitUntil(lambda: person.window.findChild(QMessageBox) is not None)
    box = person.window.findChild(QMessageBox)
    assert box is not None
    assert "答案都已保存" in box.text()
    study = person.stage.desk.study
    assert study is not None
    reports = list((study.folder / "crash").iterdir())
    assert len(reports) == 1
    assert "planted" in reports[0].read_text("utf-8")
    assert "王建国" not in reports[0].read_text("utf-8")
    QTest.keyClick(box, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert person.after_a_crash("/data/who") == "王建国"
    person.window.activateWindow()
    qtbot.waitUntil(person.window.isActiveWindow)
    person.page.take_focus()
    person.enters("1")
    assert person.stored("/data/ok") == "1"
    assert "crash" in caplog.text


SMALL_DISK = """
set -e
mount -t tmpfs -o size=6m tmpfs "$1"
"$2" -m tests.ui.interview.full_disk_person "$1"
"""


def test_a_full_disk_is_said_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    own_mounts = "-m" if os.geteuid() == 0 else "-rm"
    inside = ["unshare", own_mounts, "sh", "-c", SMALL_DISK, "sh", str(tmp_path), sys.executable]
    own = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(inside, cwd=ROOT, env=own, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    said = dict(
        line.split(" ", 1) for line in done.stdout.replace("banner after", "banner-after").splitlines()
    )
    assert said["banner"].startswith("True")
    assert "磁盘已满" in said["banner"]
    assert "仍在屏幕上" in said["banner"] or "还在屏幕上" in said["banner"]
    assert done.stdout.splitlines()[1:] == [
        "bar 没有保存",
        "on screen True",
        "stored before True",
        "banner after False",
        "stored after True",
        "goes on 李梅",
    ]
