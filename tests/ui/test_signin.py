"""Signing in at the window, the lock, the quick hide: what is seen, and what is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp import study as studies
from fieldapp.keys import argon
from fieldapp.study import Protection, Right, Role, Study
from fieldapp.study.tries import Tries
from fieldapp.ui.controls.calendar import CalendarPopup
from fieldapp.ui.window import MainWindow
from tests.ui.pages import Person

LEAD, LI = "麦田 水车 三轮 晚霞", "shuiche sanlun 42"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon, "calibrated", lambda: argon.LIGHT)
    monkeypatch.setattr(Tries, "_until", {})
    monkeypatch.setattr(Tries, "_held", {})


@pytest.fixture(params=["plain", "protected"])
def team_folder(request: pytest.FixtureRequest, tmp_path: Path, form_file: Path) -> Path:
    """A closed study with a study lead and two enumerators, encrypted or not."""
    folder = tmp_path / "队 𠮷"
    protection = Protection("F01", LEAD, "周教授", params=argon.LIGHT)
    sealed = request.param == "protected"
    study = studies.create(folder, "返乡创业调查", protection=protection if sealed else None)
    if not sealed:
        study.people.add("F01", "周教授", Role.LEAD, LEAD)
    study.people.add("E01", "李梅", Role.ENUMERATOR, LI)
    study.settings.set("pin_allowed", "1")
    study.people.add("E02", "王建国㐂", Role.ENUMERATOR, "718294", "pin")
    study.add_form(form_file)
    study.close()
    return folder


class Member(Person):
    """Somebody of a team, at the sign-in page."""

    @property
    def guard(self):  # type: ignore[no-untyped-def]
        return self.stage.guard

    @property
    def view(self):  # type: ignore[no-untyped-def]
        return self.guard.view

    @property
    def study(self) -> Study:
        study = self.stage.desk.study
        assert study is not None
        return study

    def signs_in(self, code: str, secret: str) -> None:
        """Chooses a row with its digit, types, Enter."""
        places = [person.code for person in self.guard._door.people]
        self.view.who.take_focus()
        self.presses(Qt.Key(Qt.Key.Key_1 + places.index(code)))
        self.types_secret(secret)

    def types_secret(self, secret: str) -> None:
        if not secret.isascii():
            self.clicks(self.view.secret.eye)
            self.view.secret.setFocus()
        self.types(secret)
        self.presses(Qt.Key.Key_Return)
        self._qtbot.waitUntil(lambda: not self.guard._tasks.busy)

    def sees(self) -> str:
        return "\n".join(self.reads())


@pytest.fixture
def member(window: MainWindow, qtbot: QtBot, team_folder: Path) -> Member:
    """At the sign-in page of the team's study."""
    somebody = Member(window, qtbot)
    somebody.opens_study(team_folder)
    assert somebody.stage.currentWidget() is somebody.view
    return somebody


def test_somebody_signs_in_with_the_keyboard_alone(member: Member) -> None:
    assert "李梅 · E01" in member.view.who._rows[1].label()
    member.signs_in("E01", LI)
    assert member.stage.currentWidget() is member.stage.shell
    assert member.study.enumerator == "E01"
    assert member.stage.shell.person.text() == "李梅"
    assert member.view.secret.text() == ""


def test_a_pin_signs_in_and_takes_no_input_method(member: Member) -> None:
    member.view.who.choose("E02")
    member.view._chosen("E02")
    assert not member.view.secret.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    member.types_secret("718294")
    assert member.study.enumerator == "E02"


def test_wrong_words_say_so_and_then_make_wait(member: Member) -> None:
    for _ in range(3):
        member.signs_in("E01", "wrong wrong wrong")
    assert "口令不对，10 秒后可以再试。数据没有受影响。" in member.sees()
    assert not member.view.enter.isEnabled()
    assert member.stage.desk.study is None
    member.signs_in("F01", LEAD)  # another person does not wait
    assert member.study.enumerator == "F01"
    acts = [(act.kind, act.subject, act.details) for act in member.study.store.acts.all()]
    assert ("wrong-tries", "E01", {"count": "3"}) in acts


def test_the_rail_shows_what_the_role_may(member: Member) -> None:
    member.signs_in("E01", LI)
    rail = member.stage.shell.rail
    assert not rail.item("forms").isVisible()
    member.stage.shell.open("forms")
    assert member.stage.shell.current() == "home"
    member.presses(Qt.Key.Key_L, CTRL)
    member.signs_in("F01", LEAD)
    assert rail.item("forms").isVisible()


def test_the_bar_says_whether_the_study_is_encrypted_and_locks(member: Member) -> None:
    member.signs_in("E01", LI)
    shell = member.stage.shell
    assert shell.sealed.text() == ("已加密" if member.study.protected else "没有加密")
    shell.open("backup")
    assert shell.sealed.isVisible()
    member.clicks(shell.lock_button)
    assert member.stage.currentWidget() is member.view


def test_practice_is_locked_like_the_real_interviews(member: Member) -> None:
    member.signs_in("E01", LI)
    member.home.panel.practice_button.click()
    assert member.stage.desk.practising
    member.presses(Qt.Key.Key_L, CTRL)
    assert member.stage.currentWidget() is member.view
    member.types_secret(LI)
    assert member.stage.currentWidget() is member.stage.shell
    assert member.stage.desk.practising
    member.guard.clock = lambda: member.guard._last + 3600
    member.guard.tick()
    assert member.stage.currentWidget() is member.view
    member.signs_in("F01", LEAD)
    assert not member.stage.desk.practising, "somebody else begins at the real interviews"
    assert member.stage.shell.person.text() == "周教授"


def interview(member: Member) -> str:
    """The lead is in an interview, half a name typed."""
    member.signs_in("F01", LEAD)
    member.stage.open_interview(form=member.study.forms()[0].sha256)
    member.types("王建国㐂")
    return str(member.stage.interview.session.instance_id)


def everything_visible(window: QWidget) -> str:
    """Words of every widget that is visible, tool tips and titles too."""
    found = [window.windowTitle()]
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisible():
            text = getattr(widget, "text", None)
            plain = getattr(widget, "toPlainText", None)
            found += [str(text()) if text else "", str(plain()) if plain else "", widget.toolTip(),
                      widget.accessibleName()]  # fmt: skip
    return "\n".join(found)


def test_a_locked_window_shows_no_answer_and_interrupts_nothing(member: Member) -> None:
    one = interview(member)
    box = QMessageBox(member.window)
    box.setText("王建国㐂 的草稿")
    box.open()
    QGuiApplication.clipboard().setText("王建国㐂")
    member.window.setWindowTitle("王建国㐂")
    member.stage.toast.say("王建国㐂")
    member.guard.lock()
    assert "已锁定。输入口令继续，访谈没有中断。" in member.sees()
    assert "王建国㐂" not in everything_visible(member.window).replace("王建国㐂 · E02", "")
    assert not box.isVisible()
    assert QGuiApplication.clipboard().text() == ""
    assert "王建国㐂" in str([row.changes for row in member.study.store.journal.rows(one)])
    member.stage.toast.say("导出 王建国㐂")
    assert not member.stage.toast.isVisible()
    member.types_secret(LEAD)
    assert member.stage.currentWidget() is member.stage.interview
    assert box.isVisible()
    assert member.window.windowTitle() == "王建国㐂"
    box.reject()
    kinds = [act.kind for act in member.study.store.acts.all()][-3:]
    assert kinds == ["sign-in", "lock", "unlock"]
    assert member.stage.interview.session.instance_id == one


def test_keys_reach_nothing_beneath_the_lock(member: Member) -> None:
    one = interview(member)
    member.guard.lock()
    before = len(list(member.study.store.journal.rows(one)))
    for key in (Qt.Key.Key_W, Qt.Key.Key_Return, Qt.Key.Key_Z, Qt.Key.Key_E):
        member.presses(key, CTRL)
    assert member.stage.currentWidget() is member.view
    assert len(list(member.study.store.journal.rows(one))) == before


def test_another_person_finds_home_and_the_interview_is_paused(member: Member) -> None:
    one = interview(member)
    member.guard.lock()
    member.signs_in("E01", LI)
    assert member.stage.interview is None
    assert member.stage.shell.current() == "home"
    assert member.study.enumerator == "E01"
    assert member.study.drafts() == [], "it is the lead's interview"
    assert not member.study.may(Right.EXPORT)
    member.presses(Qt.Key.Key_L, CTRL)
    member.signs_in("F01", LEAD)
    assert [row.instance_id for row in member.study.drafts()] == [one]


def test_a_recovery_code_on_the_screen_is_not_for_the_next_person(member: Member) -> None:
    member.signs_in("F01", LEAD)
    member.stage.shell.open("settings")
    card = member.stage.shell.page().people  # type: ignore[attr-defined]
    card._new_code()
    card._edit("add")
    assert "恢复码" in card.code.text()
    member.presses(Qt.Key.Key_L, CTRL)
    member.signs_in("E01", LI)
    member.stage.shell.open("settings")
    again = member.stage.shell.page().people  # type: ignore[attr-defined]
    assert again is not card
    assert again.code.text() == ""
    assert not again.editor.isVisible()


def test_idle_minutes_lock_and_touching_does_not(member: Member) -> None:
    member.signs_in("F01", LEAD)
    guard, now = member.guard, [0.0]
    guard.clock = lambda: now[0]
    guard._last = 0.0
    wall = guard._wall

    def at(seconds: float) -> bool:
        now[0] = seconds
        guard.tick(lambda: wall)
        return bool(guard.locked)

    assert not at(299)
    guard._last = 299.0  # a key
    assert not at(580)
    assert at(600)


def test_a_laptop_that_slept_is_locked(member: Member) -> None:
    member.signs_in("F01", LEAD)
    guard = member.guard
    guard.tick(lambda: guard._wall + 3600)
    assert guard.locked


def test_quick_hide_comes_back_through_the_lock(member: Member) -> None:
    interview(member)
    member.presses(Qt.Key.Key_F10)
    assert member.stage.currentWidget() is member.guard.neutral
    assert member.window.windowTitle() == "日历"
    member.presses(Qt.Key.Key_F10)
    assert member.stage.currentWidget() is member.view
    member.types_secret(LEAD)
    assert member.stage.currentWidget() is member.stage.interview


def test_forgetting_the_key_closes_the_study(member: Member) -> None:
    one = interview(member)
    member.study.settings.set("lock_forgets", "1")
    member.guard.lock()
    assert member.stage.desk.study is None
    assert member.stage.currentWidget() is member.view
    member.signs_in("F01", LEAD)
    assert [row.instance_id for row in member.study.drafts()] == [one]


def test_without_people_any_key_comes_back(person: Person) -> None:
    guard = person.stage.guard
    person.presses(Qt.Key.Key_L, CTRL)
    assert person.stage.currentWidget() is guard.neutral
    person.presses(Qt.Key.Key_Space)
    assert person.stage.currentWidget() is person.stage.shell


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_page_speaks_both_languages(member: Member, language: str) -> None:
    member.stage.look.use_language(language)
    said = member.sees()
    assert ("登录后继续。" in said) == (language == "zh")
    assert ("Sign in to go on." in said) == (language == "en")


@pytest.mark.parametrize("key", ["menu", "calendar"])
def test_what_is_open_over_the_page_does_not_keep_the_lock_away(member: Member, key: str) -> None:
    """A key goes to the window first, as from a real keyboard; a menu would swallow it."""
    member.signs_in("E01", LI)
    button = member.stage.shell.person
    popup: QWidget
    if key == "menu":
        member.guard.person_menu(button)
        menu = QApplication.activePopupWidget()
        assert menu is not None
        popup = menu
    else:
        popup = CalendarPopup(button, date(2026, 11, 22))
        popup.show()
    QTest.keyClick(member.window.windowHandle(), Qt.Key.Key_L, CTRL)
    member._qtbot.waitUntil(lambda: member.guard.locked)
    assert not (isValid(popup) and popup.isVisible())
    assert member.stage.currentWidget() is member.view


def test_a_dialog_does_not_keep_the_quick_hide_away(member: Member) -> None:
    member.signs_in("E01", LI)
    box = QMessageBox(member.window)
    box.open()
    member._qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is box.windowHandle())
    QTest.keyClick(box.windowHandle(), Qt.Key.Key_F10)
    QApplication.processEvents()
    assert member.stage.currentWidget() is member.guard.neutral
    assert not box.isVisible()
