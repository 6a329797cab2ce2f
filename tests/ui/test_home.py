"""Home: start, go on, find, delete and bring back, export, add a form, open another study."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from fieldapp import study as studies
from fieldapp.session import Session
from fieldapp.study import Role
from fieldapp.ui.dialogs import Dialogs
from fieldapp.ui.inbox import work
from fieldapp.ui.tasks import Cancelled, Progress
from fieldapp.ui.window import MainWindow
from tests.ui.pages import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def test_an_empty_study_says_what_to_do(person: Person) -> None:
    assert person.table() == []
    assert person.home.list.empty.title() == "还没有访谈。"
    assert "按 Enter 开始第一份访谈。" in person.reads(person.home.list)
    assert not person.home.data.button.isEnabled()
    assert person.focus() is person.home.panel.button


def test_enter_starts_and_pause_comes_back(person: Person) -> None:
    person.presses(Qt.Key.Key_Return)
    interview = person.stage.interview
    assert interview is not None
    assert not person.stage.shell.isVisible()
    interview.pause()
    assert person.stage.interview is None
    assert person.stage.shell.current() == "home"
    (row,) = person.table()
    assert row[0] == "草稿"
    assert row[3] == "继续"


def test_after_a_pause_enter_goes_on_with_the_same_interview(busy_person: Person) -> None:
    study = busy_person.stage.desk.study
    assert study is not None
    older = study.drafts()[-1].instance_id
    busy_person.stage.open_interview(older)
    busy_person.presses(Qt.Key.Key_W, CTRL)
    assert busy_person.focus() is busy_person.home.list.table
    busy_person.presses(Qt.Key.Key_Return)
    assert busy_person.stage.interview.session.instance_id == older


def test_after_finalising_enter_starts_the_next_one(busy_person: Person) -> None:
    study = busy_person.stage.desk.study
    assert study is not None
    busy_person.stage.open_interview(study.drafts()[0].instance_id)
    busy_person.stage.interview.session.answer("/data/sex", "1")
    busy_person.stage.interview.finalize()
    assert busy_person.focus() is busy_person.home.panel.button


def test_a_draft_goes_on_with_down_and_enter(
    begun: Callable[..., str], window: MainWindow, qtbot: QtBot, study_folder: Path
) -> None:
    older, newer = begun("王建国"), begun("陈秀英")
    person = Person(window, qtbot)
    person.opens_study(study_folder)
    assert [row[1] for row in person.table()] == ["陈秀英", "王建国"]
    person.presses(Qt.Key.Key_Down)
    person.presses(Qt.Key.Key_Down)
    person.presses(Qt.Key.Key_Return)
    assert person.stage.interview.session.instance_id == older
    person.stage.interview.pause()
    chosen = person.home.list.table.chosen()
    assert chosen is not None
    assert chosen.instance_id == older
    assert newer != older


def test_f3_finds_by_initials_and_escape_gives_all_back(busy_person: Person) -> None:
    busy_person.presses(Qt.Key.Key_F3)
    busy_person.types("wjg")
    assert [row[1] for row in busy_person.table()] == ["王建国"]
    busy_person.presses(Qt.Key.Key_Escape)
    assert len(busy_person.table()) == 3
    busy_person.presses(Qt.Key.Key_F, CTRL)
    busy_person.types("秀英")
    assert [row[1] for row in busy_person.table()] == ["陈秀英"]
    busy_person.types("zzz")
    assert busy_person.home.list.empty.title() == "没有找到“秀英zzz”。"


def test_chips_count_what_they_would_show(busy_person: Person) -> None:
    chips = busy_person.home.list.chips
    assert [chip.text() for chip in chips.values()] == ["全部 3", "今天 3", "草稿 2", "已完成 1"]
    busy_person.clicks(chips["finalized"])
    assert [row[:2] for row in busy_person.table()] == [("已完成", "李梅")]


def test_a_deleted_draft_comes_back_with_ctrl_z(busy_person: Person) -> None:
    busy_person.presses(Qt.Key.Key_Down)
    busy_person.presses(Qt.Key.Key_Delete)
    assert [row[1] for row in busy_person.table()] == ["王建国", "李梅"]
    assert busy_person.toast() == "草稿已删除"
    busy_person.presses(Qt.Key.Key_Z, CTRL)
    assert [row[1] for row in busy_person.table()] == ["陈秀英", "王建国", "李梅"]


def test_a_finished_interview_is_not_deleted(busy_person: Person) -> None:
    busy_person.clicks(busy_person.home.list.chips["finalized"])
    busy_person.home.list.enter_table()
    busy_person.presses(Qt.Key.Key_Delete)
    assert len(busy_person.table()) == 1


def test_ctrl_shift_e_writes_a_workbook(busy_person: Person, study_folder: Path) -> None:
    busy_person.presses(Qt.Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    busy_person.waits_for_the_worker()
    workbook = study_folder / "exports" / "people.xlsx"
    with zipfile.ZipFile(workbook) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
        text = b"".join(parts).decode("utf-8")
    assert "女" in text
    assert busy_person.toast().startswith("已导出 1 份访谈")


def test_ctrl_e_hands_over_to_the_stick_that_is_there(
    busy_person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "KINGSTON 㐂"
    stick.mkdir()
    monkeypatch.setattr(work, "sticks", lambda: [stick])
    card = busy_person.home.data
    assert (card.button.text(), card.ready.words.text()) == ("交出数据…", "1 份尚未上交")
    assert card.ready.note.text().startswith("最早：今天")
    busy_person.presses(Qt.Key.Key_E, CTRL)
    busy_person.waits_for_the_worker()
    assert list(stick.rglob("*.man"))
    assert busy_person.toast() == "第 1 号数据包已写入 KINGSTON 㐂，并读回核对。"
    assert card.ready.words.text() == "全部已上交"


def test_without_a_stick_it_asks_where_to(
    busy_person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "sticks", list)
    asked: list[QFileDialog] = []
    busy_person.stage.dialogs.opened.connect(asked.append)
    busy_person.clicks(busy_person.home.data.button)
    asked[0].fileSelected.emit(str(tmp_path))
    asked[0].close()
    busy_person.waits_for_the_worker()
    assert list(tmp_path.rglob("*.man"))


def test_nothing_is_handed_over_without_a_finished_interview_or_in_practice(busy_person: Person) -> None:
    desk = busy_person.stage.desk
    desk.practise()
    session = Session.start(desk.study, desk.study.forms()[0].sha256)  # type: ignore[union-attr, arg-type]
    session.answer("/data/who", "练习")
    session.finalize()
    desk.interviews_changed.emit()
    assert not busy_person.home.data.ready.isVisible()
    busy_person.presses(Qt.Key.Key_E, CTRL)
    assert busy_person.toast() == "练习访谈不上交。"


def test_an_enumerator_takes_in_from_home(busy_person: Person) -> None:
    desk, home = busy_person.stage.desk, busy_person.home
    assert not home.data.take_button.isVisible()
    desk.set_role(Role.ENUMERATOR)
    assert home.data.take_button.isVisible()
    assert home.data.button.text() == "交给督导…"
    busy_person.clicks(home.data.take_button)
    assert busy_person.stage.shell.current() == "inbox"


def test_on_a_narrow_screen_hand_over_and_excel_are_icons_over_the_list(busy_person: Person) -> None:
    busy_person.window.resize(1024, 600)
    words = busy_person.home.list
    for button in (words.export, words.hand_over):
        assert (button.isVisible(), button.text()) == (True, "")
        assert "Ctrl+" in button.toolTip()


def test_a_form_is_added_on_the_worker(person: Person, form_file: Path) -> None:
    second = form_file.with_name("second.xml")
    text = form_file.read_text("utf-8").replace("人口表 / People", "村情表 / Village")
    second.write_text(text.replace('id="people"', 'id="village"'), "utf-8")
    person.stage.desk.add_form(second)
    person.waits_for_the_worker()
    assert person.toast() == "已添加：村情表"
    picker = person.home.panel.picker
    assert picker.isVisible()
    assert {picker.itemText(at) for at in range(picker.count())} == {"人口表", "村情表"}


def test_a_file_that_is_no_form_is_a_sentence(person: Person, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"no workbook")
    person.stage.shell.open("settings")
    person.stage.desk.add_form(broken)
    person.waits_for_the_worker()
    banner = person.stage.shell.page_of("settings").problem  # type: ignore[attr-defined]
    assert banner.isVisible()
    assert "坏.xlsx" in banner.text()
    assert "不是问卷" in banner.text()
    study = person.stage.desk.study
    assert study is not None
    assert len(study.forms()) == 1


def test_a_refused_form_is_seen_from_home_too(person: Person, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(b"")
    person.stage.desk.add_form(broken)
    person.waits_for_the_worker()
    assert "坏.xlsx" in person.toast()


def test_the_form_dialog_hands_its_file_over(person: Person, form_file: Path) -> None:
    dialogs: Dialogs = person.stage.dialogs
    asked: list[QFileDialog] = []
    dialogs.opened.connect(asked.append)
    dialogs.add_form()
    asked[0].fileSelected.emit(str(form_file))
    person.waits_for_the_worker()
    assert person.toast() == "已添加：人口表"
    asked[0].close()


def test_the_menu_of_studies_opens_another(person: Person, tmp_path: Path, study_folder: Path) -> None:
    studies.create(tmp_path / "second", "村情调查").close()
    menu = person.stage.dialogs.study_menu(person.stage.shell.study_button)
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == ["村情调查", "样本名单…", "打开其他调查…", "新建调查…", "示例调查"]
    menu.actions()[0].trigger()
    menu.close()
    assert person.stage.desk.study is not None
    assert person.stage.desk.study.name == "村情调查"
    assert person.stage.shell.study_button.text() == "村情调查"
    assert person.home.panel.button.text() == "添加问卷"
    again = studies.open(study_folder)  # the first one was let go
    again.close()


def test_a_study_open_elsewhere_is_a_sentence(window: MainWindow, qtbot: QtBot, study_folder: Path) -> None:
    person = Person(window, qtbot)
    other = studies.open(study_folder)
    assert not person.stage.desk.open_study(study_folder)
    assert str(study_folder) in person.toast()
    assert person.stage.desk.study is None
    other.close()


def test_who_works_here_is_kept_in_the_study(person: Person) -> None:
    person.stage.shell.open("settings")
    person.types("E07")
    person.presses(Qt.Key.Key_Return)
    study = person.stage.desk.study
    assert study is not None
    assert study.enumerator == "E07"
    assert person.stage.shell.person.text() == "E07"


def test_leaving_while_an_export_runs_asks_first(busy_person: Person, qtbot: QtBot) -> None:
    gate = threading.Event()
    desk = busy_person.stage.desk
    desk.work("正在导出…", lambda _progress, cancelled: gate.wait(10), lambda _none: None)
    assert not busy_person.window.close()
    box = busy_person.window.findChild(QMessageBox)
    assert box is not None
    assert box.defaultButton().text() == "等它做完"
    box.close()
    gate.set()
    busy_person.waits_for_the_worker()
    assert busy_person.window.close()


def test_long_work_shows_counts_and_can_be_stopped(person: Person, qtbot: QtBot) -> None:
    desk, busy = person.stage.desk, person.stage.shell.busy
    for timer in (busy._soon, busy._later):
        timer.setInterval(600_000)  # the test says when they are due
    never = threading.Event()

    def job(progress: Progress, cancelled: Cancelled) -> None:
        progress(7, 14)
        while not cancelled():
            never.wait(0.01)

    desk.work("正在导出…", job, lambda _none: None)
    qtbot.waitUntil(lambda: busy.words.text() == "正在导出… 第 7 份，共 14 份")
    assert not busy.isVisible()  # short work shows nothing
    busy._soon.timeout.emit()
    busy._later.timeout.emit()
    assert busy.isVisible()
    assert busy.bar.share == 0.5
    person.clicks(busy.cancel)
    person.waits_for_the_worker()
    assert not busy.isVisible()


def test_what_was_corrected_is_still_found(busy_person: Person) -> None:
    busy_person.home.list.search.setText("李梅")
    assert len(busy_person.table()) == 1
    study = busy_person.stage.desk.study
    assert study is not None
    busy_person.stage.correct_interview(study.finalized()[0].instance_id, "听错了")
    busy_person.stage.interview.session.answer("/data/sex", "1")
    busy_person.stage.interview.finalize()
    assert [row[:2] for row in busy_person.table()] == [("已完成", "李梅")]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_word_of_the_safety_card_is_cut(
    begun: Callable[..., str], window: MainWindow, qtbot: QtBot, study_folder: Path, language: str
) -> None:
    for name in ("王建国", "陈秀英", "何军", "刘志强"):
        begun(name)
    person = Person(window, qtbot)
    person.opens_study(study_folder)
    person.stage.desk.set_role(Role.ENUMERATOR)
    person.stage.look.use_language(language)
    QApplication.processEvents()
    card = person.home.data
    for fact in (card.encrypted, card.copy, card.ready):
        for line in (fact.words, fact.note):
            assert line.height() >= line.heightForWidth(line.width()), line.text()
