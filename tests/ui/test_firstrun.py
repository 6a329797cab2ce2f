"""The first page of a new laptop, from the first key to Home."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from pytestqt.qtbot import QtBot

from fieldapp import study as studies
from fieldapp.keys import argon
from fieldapp.problems import WRONG_PASSPHRASE, Problem
from fieldapp.study import Role, Unlock
from fieldapp.ui.firstrun import FirstRunPage
from fieldapp.ui.window import MainWindow
from tests.ui.pages import Person

PHRASE = "麦田 水车 三轮 晚霞"


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot) -> Person:
    return Person(window, qtbot)


@pytest.fixture
def page(person: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FirstRunPage:
    """A laptop on which nothing was ever opened."""
    monkeypatch.setattr(argon, "calibrated", lambda: argon.LIGHT)  # a test need not take a thief's time
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _kind: str(tmp_path / "文档"))
    person.stage.show_welcome()
    found = person.stage.shell.page()
    assert isinstance(found, FirstRunPage)
    return found


def _fills(person: Person, page: FirstRunPage, secret: str = PHRASE, again: str = PHRASE) -> None:
    for field, text in ((page.study, "返乡创业调查 2026"), (page.code, "E07"), (page.name, "李梅")):
        field.input.setFocus()
        person.types(text)
    page._typed.field.setText(secret)
    page._repeated.field.setText(again)


def test_from_the_first_key_to_home(person: Person, page: FirstRunPage, tmp_path: Path) -> None:
    page.roles.cards[Role.LEAD].setFocus()
    person.presses(Qt.Key.Key_3)
    _fills(person, page)
    assert page.start.isEnabled()
    person.presses(Qt.Key.Key_Return)
    person.waits_for_the_worker()
    code = page.recovery.code.text()
    assert len(code) > 20
    assert not page.start.isEnabled(), "the code must be kept first"
    assert page.recovery.write_page(tmp_path / "恢复码.pdf")
    assert (tmp_path / "恢复码.pdf").read_bytes().startswith(b"%PDF")
    page.start.click()
    study = person.stage.desk.study
    assert study is not None
    assert (study.name, study.protected) == ("返乡创业调查 2026", True)
    assert study.people.present is not None
    assert (study.people.present.code, study.people.present.role) == ("E07", Role.LEAD)
    assert person.stage.shell.current() == "home"
    folder = study.folder
    person.stage.desk.leave_study()
    studies.open(folder, unlock=Unlock("recovery", code)).close()
    with pytest.raises(Problem) as failure:
        studies.open(folder, unlock=Unlock("E07", "麦田 水车 三轮"))
    assert failure.value.kind is WRONG_PASSPHRASE


def test_what_is_missing_is_named_and_enter_leads_there(person: Person, page: FirstRunPage) -> None:
    assert not page.start.isEnabled()
    assert page._missing.text().startswith("还差 4 项：调查名称")
    person.presses(Qt.Key.Key_Return)
    assert person.focus() is page.study.input


def test_it_says_where_the_study_will_lie(person: Person, page: FirstRunPage, tmp_path: Path) -> None:
    _fills(person, page)
    assert str(tmp_path / "文档" / "fieldapp" / "返乡创业调查 2026") in page._where.text()


def test_two_different_passphrases_are_seen_at_once(person: Person, page: FirstRunPage) -> None:
    _fills(person, page, again="麦田 水车 三轮")
    assert page.again._fault.text() == "两次不一样"
    assert not page.start.isEnabled()


def test_nobody_is_told_of_a_difference_while_he_types_the_same(person: Person, page: FirstRunPage) -> None:
    _fills(person, page, "shuiche sanlun maitian", "")
    page._repeated.field.setFocus()
    person.types("shuiche san")
    assert page.again._fault.text() == ""
    person.presses(Qt.Key.Key_Backtab)
    assert page.again._fault.text() == "两次不一样"
    page._repeated.field.setFocus()
    page._repeated.field.setText("")
    person.types("shuk")
    assert page.again._fault.text() == "两次不一样"


def test_without_encryption_it_says_who_can_read(person: Person, page: FirstRunPage) -> None:
    _fills(person, page, "", "")
    page.encrypted.button("no").click()
    assert page._open_warning.isVisible()
    assert not page.secret.isVisible()
    page.start.click()
    study = person.stage.desk.study
    assert study is not None
    assert not study.protected


def test_the_language_switch_acts_at_once(person: Person, page: FirstRunPage) -> None:
    page.language.button("en").click()
    assert page.start.text() == "Start"
    assert page.study._label.text() == "Name of the study *"


def test_the_same_name_again_takes_another_folder(person: Person, page: FirstRunPage, tmp_path: Path) -> None:
    (tmp_path / "文档" / "fieldapp" / "返乡创业调查 2026").mkdir(parents=True)
    _fills(person, page, "", "")
    page.encrypted.button("no").click()
    page.start.click()
    assert person.stage.desk.study is not None
    assert person.stage.desk.study.folder.name == "返乡创业调查 2026 2"


def test_a_name_that_no_folder_can_have(page: FirstRunPage) -> None:
    page.study.input.setText('a/b\\c:"<>|?*\n..')  # type: ignore[attr-defined]
    assert page._folder().name == "a_b_c________"


def test_who_has_a_study_already_gets_there(person: Person, page: FirstRunPage) -> None:
    page.other.click()
    assert person.stage.shell.current() == "welcome"
    person.stage.shell.page_of("welcome").new_button.click()  # type: ignore[attr-defined]
    assert person.stage.shell.current() == "firstrun"


def test_an_open_study_keeps_who_works_here_and_as_what(person: Person, page: FirstRunPage) -> None:
    _fills(person, page, "", "")
    page.encrypted.button("no").click()
    page.start.click()
    study, desk = person.stage.desk.study, person.stage.desk
    assert study is not None
    assert (desk.role(), study.enumerator) == (Role.ENUMERATOR, "E07")
    assert person.stage.shell.on_rail()[0] == "home"
    assert "review" not in person.stage.shell.on_rail()
    person.stage.shell.open("settings")
    settings = person.stage.shell.page()
    settings.role.button("supervisor").click()  # type: ignore[attr-defined]
    assert "review" in person.stage.shell.on_rail()
