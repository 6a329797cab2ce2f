"""A bug leaves a report in the study's folder, and a sentence that the answers are stored."""

from __future__ import annotations

import errno
from datetime import datetime
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


def test_what_an_exception_says_is_not_kept() -> None:
    """Neither of the failure, nor of its causes and notes; the names of the program are."""
    quoting = "答案：王建国 110101199003074514"

    def fail() -> None:
        try:
            int(quoting)
        except ValueError as first:
            first.add_note(quoting)
            try:
                {}[quoting]
            except KeyError:
                raise Problem(DATABASE_DAMAGED, where=quoting, why=quoting) from first

    with pytest.raises(Problem) as caught:
        fail()
    text = crash.report(caught.value, datetime.now().astimezone())
    assert "王建国" not in text
    assert "110101199003074514" not in text
    assert "builtins.ValueError" in text
    assert "database-damaged" in text
    assert "in fail" in text


def test_a_wrong_name_of_the_program_is_kept() -> None:
    with pytest.raises(AttributeError) as caught:
        "".nothing  # type: ignore[attr-defined]  # noqa: B018
    assert "builtins.AttributeError: nothing" in crash.trace_of(caught.value)


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
    assert [button.text() for button in box.buttons()] == ["继续", "打开报告", "诊断包…"]
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


def test_a_disk_that_fails_where_nobody_expected_it_is_said(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No report of a mistake of the program: the stick was pulled."""
    monkeypatch.undo()
    monkeypatch.setenv("FIELDAPP_HOME", str(files.home()))
    pulled = OSError(errno.EIO, "Input/output error", "/media/U 盘/study.db")
    crash.hook(person.window)(OSError, pulled, None)
    assert "U 盘" in person.toast()
    assert person.window.findChild(QMessageBox) is None
    study = person.stage.desk.study
    assert study is not None
    assert not (study.folder / "crash").exists()
