"""The page of cases, by keyboard: a list is loaded, handed out, closed, settled; contacts are masked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fieldapp import cases
from fieldapp import study as studies
from fieldapp.cases import Entry
from fieldapp.cases.saying import plan_word
from fieldapp.signing import say_all
from fieldapp.study import Role, Study
from fieldapp.ui.cases.page import CasesPage
from fieldapp.ui.window import MainWindow
from tests.ui.pages import Person

KIT = Path(__file__).parents[2] / "forms" / "returnee_entrepreneur" / "form.xlsx"
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
ENTER, DOWN, SPACE, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Escape
LIST = "case_id,enum,village,pii_name,pii_phone\n" + "".join(
    f"RET-{n:04},{enum},石桥村,王𠮷{n},1381234567{n}\n" for n, enum in enumerate(("E01", "E01", "", ""), 1)
)


class Office(Person):
    """Somebody who hands out cases."""

    @property
    def page(self) -> CasesPage:
        page = self.stage.shell.page_of("cases")
        assert isinstance(page, CasesPage)
        return page

    @property
    def study(self) -> Study:
        study = self.stage.desk.study
        assert study is not None
        return study

    def case(self, number: int) -> Entry:
        return next(one for one in cases.cases(self.study) if one.case_id == f"RET-{number:04}")

    def looks_at(self, text: str, folder: Path) -> None:
        path = folder / "名单.csv"
        path.write_text(text, "utf-8")
        self.page.look_at(path)
        self.waits_for_the_worker()

    def loads(self, text: str, folder: Path) -> None:
        self.looks_at(text, folder)
        self.page.main_action()
        self.waits_for_the_worker()


@pytest.fixture
def office(tmp_path: Path, window: MainWindow, qtbot: QtBot) -> Office:
    """A study with the kit, a supervisor at the laptop, the page in front."""
    made = studies.create(tmp_path / "study", "返乡创业调查")
    made.add_form(KIT)
    made.enumerator = "S01"
    made.close()
    person = Office(window, qtbot)
    person.opens_study(tmp_path / "study")
    person.stage.desk.set_role(Role.SUPERVISOR)
    person.stage.shell.open("cases")
    return person


@pytest.fixture
def loaded(office: Office, tmp_path: Path) -> Office:
    office.loads(LIST, tmp_path)
    return office


def test_a_list_is_looked_at_before_it_is_loaded(office: Office, tmp_path: Path) -> None:
    office.presses(Qt.Key.Key_1, ALT)
    office.presses(Qt.Key.Key_2, ALT)
    assert office.stage.shell.current() == "cases"
    assert office.page.empty.title() == "还没有样本。"
    office.looks_at(LIST, tmp_path)
    assert "名单.csv：新增 4 个样本，更新 0 个，未变 0 个。" in office.reads(office.page)
    assert "单独存入联系方式：pii_name, pii_phone" in office.reads(office.page.loading)
    assert cases.cases(office.study) == []
    office.presses(ENTER, CTRL)
    office.waits_for_the_worker()
    assert len(office.page.table.rows.entries) == 4
    assert office.toast() == "已导入：新增 4 个，更新 0 个，未变 0 个。"
    assert office.focus() is office.page.table


def test_faults_are_told_by_row_and_nothing_is_loaded(office: Office, tmp_path: Path) -> None:
    office.looks_at("case_id,appointment\nRET-0001,改天\nRET-0001,\n", tmp_path)
    words = "\n".join(office.reads(office.page.loading))
    assert "第 2 行：预约“改天”不是日期" in words
    assert not office.page.loading.button.isVisible()
    office.presses(ENTER, CTRL)
    office.presses(ESC)
    assert not office.page.loading.isVisible()
    assert cases.cases(office.study) == []


def test_what_is_no_list_says_so(office: Office, tmp_path: Path) -> None:
    office.looks_at("姓,名\n王,﨑\n", tmp_path)
    assert "不是样本名单" in office.toast()


def test_ctrl_o_asks_for_a_file(office: Office) -> None:
    opened: list[QFileDialog] = []
    office.stage.dialogs.opened.connect(opened.append)
    office.presses(Qt.Key.Key_O, CTRL)
    assert opened[0].windowTitle() == "导入样本名单"
    opened[0].reject()


def test_ticked_cases_are_handed_out_and_taken_back(loaded: Office) -> None:
    loaded.clicks(loaded.page.chips["new"])
    assert [one.case_id for one in loaded.page.table.rows.entries] == ["RET-0003", "RET-0004"]
    loaded.presses(Qt.Key.Key_A, CTRL)
    loaded.types("e")
    assert loaded.focus() is loaded.page.handing.people
    loaded.presses(DOWN)
    assert loaded.page.handing.button.text() == "分配 2 个给 E02"
    loaded.presses(ENTER)
    assert {loaded.case(number).plan.enum for number in (3, 4)} == {"E02"}
    assert loaded.page.table.rows.entries == []
    assert loaded.toast() == "已把 2 个样本分配给 E02"
    assert loaded.page.empty.title() == "样本都已分配。"
    assert loaded.focus() is loaded.page.empty.button, "Enter leads to the sticks"
    loaded.presses(Qt.Key.Key_Z, CTRL)
    assert {loaded.case(number).plan.enum for number in (3, 4)} == {""}


def test_space_ticks_one_and_ctrl_enter_hands_it_out(loaded: Office) -> None:
    loaded.presses(DOWN)
    loaded.presses(DOWN)
    loaded.presses(SPACE)
    assert "显示 4 份，已勾选 1 份" in loaded.reads(loaded.page)
    loaded.presses(ENTER, CTRL)
    assert loaded.case(3).plan.enum == "E01"


def test_cases_are_closed_and_opened_again(loaded: Office) -> None:
    loaded.types("x")
    assert loaded.case(1).status == "closed"
    loaded.presses(Qt.Key.Key_Z, CTRL)
    assert loaded.case(1).status == "assigned"


def test_a_disputed_case_is_settled_by_a_digit(loaded: Office) -> None:
    before = loaded.case(1).shown
    for code, note in (("E02", "先打电话"), ("E03", "")):
        say_all(loaded.study, [plan_word(before, replace(before.plan, enum=code, note=note))])
    loaded.page.refresh()
    loaded.clicks(loaded.page.chips["disputed"])
    words = loaded.reads(loaded.page.detail)
    assert "两个人的安排不一样。以哪个为准？" in words
    wanted = next(at for at, plan in enumerate(loaded.case(1).shown.plans, 1) if plan.enum == "E03")
    loaded.types(str(wanted))
    assert (loaded.case(1).status, loaded.case(1).plan.enum) == ("assigned", "E03")


def test_contacts_are_masked_until_v_which_is_in_the_log(loaded: Office) -> None:
    assert "pii_name：王＊＊" in loaded.reads(loaded.page.detail)
    assert not any("王𠮷" in text for text in loaded.reads())
    loaded.types("v")
    assert "pii_name：王𠮷1" in loaded.reads(loaded.page.detail)
    assert "pii_phone：13812345671" in loaded.reads(loaded.page.detail)
    assert [act.kind for act in loaded.study.store.acts.all()].count("reveal") == 1
    loaded.presses(DOWN)
    assert not any("13812345671" in text for text in loaded.reads())


def test_the_list_is_saved_as_csv(loaded: Office, tmp_path: Path) -> None:
    loaded.page.save_as.disconnect()
    loaded.page.save_as.connect(lambda _name, take: take(tmp_path / "out.csv"))
    loaded.presses(Qt.Key.Key_E, CTRL)
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "RET-0004" in text
    assert "王𠮷" not in text


def test_results_and_enter(loaded: Office) -> None:
    loaded.types("r")
    loaded.types("3")
    assert loaded.case(1).tries == 1
    loaded.presses(ENTER)
    assert loaded.toast() == "这个样本的访谈还没有交上来。"
    assert loaded.stage.interview is None


def test_an_enumerator_sees_his_own_and_hands_nothing_out(loaded: Office) -> None:
    study = loaded.study
    study.people.add("L01", "负责人", Role.LEAD, "负责人的口令在这里")
    study.people.add("E01", "访员", Role.ENUMERATOR, "访员的口令在这里")
    study.people.present = next(one for one in study.people.all() if one.code == "E01")
    loaded.stage.desk.study_changed.emit()
    assert loaded.stage.shell.on_rail() == ["home", "cases", "backup"]
    assert [one.case_id for one in loaded.page.table.rows.entries] == ["RET-0001", "RET-0002"]
    assert not loaded.page.handing.isVisible()
    assert not loaded.page.load_button.isVisible()
    loaded.page.table.setFocus()
    loaded.types("x")
    assert loaded.case(1).status == "assigned"
    loaded.presses(ENTER)
    assert loaded.stage.interview is not None


def test_an_enumerator_who_does_not_sign_in_sees_his_own(loaded: Office) -> None:
    loaded.study.enumerator = "E01"
    loaded.stage.desk.set_role(Role.ENUMERATOR)
    assert [one.case_id for one in loaded.page.table.rows.entries] == ["RET-0001", "RET-0002"]
    assert not loaded.page.handing.isVisible()


def test_who_works_alone_sees_the_page_once_there_are_cases(
    tmp_path: Path, window: MainWindow, qtbot: QtBot, begun: Callable[..., str], study_folder: Path
) -> None:
    begun("王建国")
    person = Office(window, qtbot)
    person.opens_study(study_folder)
    assert "cases" not in person.stage.shell.on_rail()
    menu = person.stage.dialogs.study_menu(person.stage.shell.study_button)
    next(action for action in menu.actions() if action.text() == "样本名单…").trigger()
    menu.close()
    assert person.stage.shell.current() == "cases"
    person.loads("case_id\nRET-0001\n", tmp_path)
    assert "cases" in person.stage.shell.on_rail()
    person.stage.shell.open("home")
    assert person.home.day.by_cases


def test_both_languages_and_a_narrow_window(loaded: Office, qtbot: QtBot) -> None:
    loaded.stage.look.use_language("en")
    assert loaded.page.handing.button.text() == "Hand 1 case to E01"
    loaded.window.resize(1024, 600)
    qtbot.waitUntil(lambda: not loaded.page.detail.isVisible())
    loaded.window.resize(1366, 768)
    qtbot.waitUntil(loaded.page.detail.isVisible)
    loaded.stage.look.use_language("zh")
