"""A bug leaves a report in the study's folder, and a sentence that the answers are stored."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp import files
from fieldapp.problems import DATABASE_DAMAGED, Problem
from fieldapp.ui import crash
from tests.ui.pages import Person


def crashed(secret: str) -> ZeroDivisionError:
    """An exception with a trace, raised where an answer stood in a variable."""
    try:
        assert secret
        _ = 1 // 0
    except ZeroDivisionError as failure:
        return failure
    raise AssertionError


def test_the_report_lies_in_the_folder(tmp_path: Path) -> None:
    path = crash.write_report(tmp_path / "调查", crashed("王建国"))
    assert path is not None
    text = path.read_text("utf-8")
    assert path.parent == tmp_path / "调查" / "crash"
    assert "ZeroDivisionError" in text
    assert "fieldapp 0" in text
    assert "王建国" not in text.replace('crashed("王建国")', "")


def test_a_folder_that_takes_nothing_is_no_second_crash(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert crash.write_report(tmp_path / "file", crashed("x")) is None


def test_the_hook_writes_and_tells(
    person: Person, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("FIELDAPP_HOME", str(files.home()))
    failure = crashed("x")
    crash.hook(person.window)(type(failure), failure, failure.__traceback__)
    box = person.window.findChild(QMessageBox)
    assert box is not None
    assert "答案都已保存" in box.text()
    study = person.stage.desk.study
    assert study is not None
    assert len(list((study.folder / "crash").iterdir())) == 1
    assert [button.text() for button in box.buttons()] == ["继续", "打开报告"]
    box.close()
    assert "crash" in caplog.text


def test_a_fault_of_the_world_is_a_sentence_and_no_crash(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("FIELDAPP_HOME", str(files.home()))
    failure = Problem(DATABASE_DAMAGED, where="study.db", why="x")
    crash.hook(person.window)(Problem, failure, None)
    assert "study.db" in person.toast()
    assert person.window.findChild(QMessageBox) is None
    study = person.stage.desk.study
    assert study is not None
    assert not (study.folder / "crash").exists()
