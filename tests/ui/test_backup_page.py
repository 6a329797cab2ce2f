"""The second copy in the window: made by itself, told on the safety card, tried, restored."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp import backup
from fieldapp import study as studies
from fieldapp.session import Session
from fieldapp.ui.backup.page import BackupPage
from fieldapp.ui.window import MainWindow
from tests.ui.pages import Person


@pytest.fixture(autouse=True)
def sticks(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The sticks that are plugged in: none at first."""
    found: list[Path] = []
    monkeypatch.setattr("fieldapp.backup.choice.disks", lambda: found)
    monkeypatch.setattr("fieldapp.backup.disks", lambda: found)
    return found


@pytest.fixture
def stick(tmp_path: Path, sticks: list[Path]) -> Path:
    folder = tmp_path / "KINGSTON"
    (folder / "fieldapp-backup").mkdir(parents=True)
    sticks.append(folder)
    return folder


def waits(person: Person, qtbot: QtBot) -> None:
    """Until nothing is under way, quiet things too."""
    qtbot.waitUntil(lambda: not person.stage.keeper.busy and not person.stage.desk.tasks.busy)


def the_page(person: Person) -> BackupPage:
    person.stage.shell.open("backup")
    page = person.stage.shell.page()
    assert isinstance(page, BackupPage)
    return page


def finishes_an_interview(person: Person, name: str) -> None:
    study = person.stage.desk.study
    assert study is not None
    session = Session.start(study, study.forms()[0].sha256)
    session.answer("/data/who", name)
    session.finalize()
    session.close()
    person.stage.desk.interviews_changed.emit()
    person.stage.keeper.finished()


def test_after_a_finished_interview_there_is_a_copy_on_the_stick(
    person: Person, qtbot: QtBot, stick: Path
) -> None:
    finishes_an_interview(person, "王﨑")
    waits(person, qtbot)
    (one,) = backup.backups(stick)
    assert one.trusted.finalized == 1
    assert "刚刚已备份" in person.reads(person.home.data)
    study = person.stage.desk.study
    assert study is not None
    assert [act.kind for act in study.store.acts.all()][-1] == "backup"


def test_without_a_stick_it_is_kept_here_and_said(person: Person, qtbot: QtBot) -> None:
    finishes_an_interview(person, "王﨑")
    waits(person, qtbot)
    assert person.home.data.copy.note.text() == "没有找到 U 盘，已先保存在这台电脑上。"
    assert person.home.data.encrypted.note.property("tone") == "error"
    assert "没有加密" in person.reads(person.home.data)


def test_leaving_does_not_wait_for_it(window: MainWindow, person: Person, stick: Path) -> None:
    person.stage.keeper.now()
    assert person.stage.may_close()
    window.close()
    assert [one for one in backup.backups(stick) if one.manifest is None] == []


def test_a_stick_that_fails_is_told_calmly_and_a_copy_is_kept_here(
    person: Person, qtbot: QtBot, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def full(descriptor: int) -> None:
        if str(stick) in os.readlink(f"/proc/self/fd/{descriptor}"):
            raise OSError(errno.ENOSPC, "full")
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        finishes_an_interview(person, "王﨑")
        waits(person, qtbot)
    assert person.toast() == ""
    assert "磁盘已满" in person.home.data.copy.note.text()
    assert person.home.data.copy.note.property("tone") == "warn"
    study = person.stage.desk.study
    assert study is not None
    assert len(backup.backups(study.layout.backups)) == 1
    person.stage.keeper.look()  # the minute after: it is tried again, though nothing changed
    waits(person, qtbot)
    assert len(backup.backups(stick)) == 1
    assert person.home.data.copy.note.property("tone") == "ink-3"


def test_nothing_is_made_when_nothing_changed(person: Person, qtbot: QtBot, stick: Path) -> None:
    person.stage.keeper.look()
    waits(person, qtbot)
    assert len(backup.backups(stick)) == 1
    study = person.stage.desk.study
    assert study is not None
    _make_it_old(study)
    person.stage.keeper._stamp = person.stage.keeper._stamped(study)
    person.stage.keeper.look()
    waits(person, qtbot)
    assert len(backup.backups(stick)) == 1
    study.settings.set("theme", "dark")
    person.stage.keeper.look()
    waits(person, qtbot)
    assert len(backup.backups(stick)) == 2


def _make_it_old(study: studies.Study) -> None:
    before = datetime.now().astimezone() - timedelta(minutes=20)
    last = study.settings.get("backup")
    now = backup.last_backup(study.settings)
    assert now is not None
    study.settings.set("backup", last.replace(now.time, before.isoformat()))


def test_practice_is_not_backed_up(person: Person, qtbot: QtBot, stick: Path) -> None:
    person.stage.desk.practise()
    assert person.stage.desk.practising
    finishes_an_interview(person, "练习")
    waits(person, qtbot)
    assert backup.backups(stick) == []
    assert not person.home.data.copy.isVisible()


def test_what_comes_while_one_is_made_gets_one_of_its_own(person: Person, qtbot: QtBot, stick: Path) -> None:
    person.stage.keeper.now()
    finishes_an_interview(person, "后来")
    qtbot.waitUntil(lambda: not person.stage.keeper.busy)
    assert max(one.trusted.finalized for one in backup.backups(stick)) == 1


def test_ctrl_enter_backs_up_and_the_list_shows_it(person: Person, qtbot: QtBot, stick: Path) -> None:
    page = the_page(person)
    waits(person, qtbot)
    assert page.list.empty.isVisible()
    person.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    waits(person, qtbot)
    qtbot.waitUntil(lambda: len(page.list.lines) == 1)
    (line,) = page.list.lines
    qtbot.waitUntil(line.isVisible)
    assert "这台电脑 · 完成 0 份 · 草稿 0 份" in person.reads(line)


def test_the_drill_goes_well_and_the_reminder_goes(person: Person, qtbot: QtBot, stick: Path) -> None:
    finishes_an_interview(person, "王﨑")
    waits(person, qtbot)
    assert person.home.data.remind.text() == "试试备份能不能打开"
    person.clicks(person.home.data.remind)
    page = person.stage.shell.page()
    assert isinstance(page, BackupPage)
    qtbot.waitUntil(page.result.isVisible)
    assert "演练通过" in page.result.text()
    assert person.home.data.remind.isHidden()
    study = person.stage.desk.study
    assert study is not None
    assert [act.kind for act in study.store.acts.all()][-1] == "drill"


def test_a_damaged_backup_is_found_by_checking(person: Person, qtbot: QtBot, stick: Path) -> None:
    person.stage.keeper.now()
    waits(person, qtbot)
    (one,) = backup.backups(stick)
    path = one.folder / "study.db"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    page = the_page(person)
    qtbot.waitUntil(lambda: len(page.list.lines) == 1)
    person.clicks(page.list.lines[0].check)
    qtbot.waitUntil(page.result.isVisible)
    assert "study.db" in page.result.text()
    assert page.list.lines[0].chip.text() == "损坏"


def test_restoring_over_the_study_says_what_is_newer_and_keeps_both(
    person: Person, qtbot: QtBot, stick: Path, begun: Callable[..., str]
) -> None:
    finishes_an_interview(person, "王﨑")
    waits(person, qtbot)
    folder = person.stage.desk.study.folder  # type: ignore[union-attr]
    study = person.stage.desk.study
    assert study is not None
    later = Session.start(study, study.forms()[0].sha256)
    later.answer("/data/who", "陈秀英 𠮷")
    later.close()
    page = the_page(person)
    qtbot.waitUntil(lambda: len(page.list.lines) == 1)
    person.clicks(page.list.lines[0].restore)
    qtbot.waitUntil(page.restoring.isVisible)
    assert "陈秀英 𠮷：整份访谈" in page.restoring.lacking.text()
    assert person.focus() is page.restoring.new
    person.clicks(page.restoring.replace)
    qtbot.waitUntil(page.result.isVisible)
    restored = person.stage.desk.study
    assert restored is not None
    assert restored is not study
    assert [row.label for row in restored.finalized()] == ["王﨑"]
    assert restored.drafts() == []
    assert [act.kind for act in restored.store.acts.all()][-1] == "restore"
    (aside,) = folder.parent.glob(f"{folder.name} (*")
    assert str(aside) in page.result.text()
    person.clicks(page.open_button)
    opened = person.stage.desk.study
    assert opened is not None
    assert opened.folder == aside
    assert [row.label for row in opened.drafts()] == ["陈秀英 𠮷"]


def test_restoring_into_a_new_folder_leaves_the_study_open(
    person: Person, qtbot: QtBot, stick: Path, tmp_path: Path
) -> None:
    finishes_an_interview(person, "王﨑")
    waits(person, qtbot)
    page = the_page(person)
    qtbot.waitUntil(lambda: len(page.list.lines) == 1)
    before = person.stage.desk.study
    page._restore_beside(page.list.lines[0].backup, tmp_path)
    qtbot.waitUntil(page.result.isVisible)
    assert person.stage.desk.study is before
    assert before is not None
    assert [act.kind for act in before.store.acts.all()][-1] == "restore"
    (folder,) = tmp_path.glob("返乡创业调查 2025 (*")
    person.clicks(page.open_button)
    opened = person.stage.desk.study
    assert opened is not None
    assert opened.folder == folder


def test_the_chosen_folder_and_the_minutes_are_kept(person: Person, qtbot: QtBot, tmp_path: Path) -> None:
    page = the_page(person)
    page._use_folder(tmp_path)
    waits(person, qtbot)
    study = person.stage.desk.study
    assert study is not None
    assert study.settings.get("backup_folder") == str(tmp_path)
    page.state.minutes_chosen.emit(60)
    assert backup.Wishes.read(study.settings).minutes == 60
    assert len(backup.backups(tmp_path)) == 1
    person.clicks(page.state.stick_button)
    assert study.settings.get("backup_folder") == ""
