"""The page that checks a study, from the settings and where a study does not open any more."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp.keys import argon
from fieldapp.ui.repair import RepairPage
from fieldapp.ui.settings import SettingsPage
from fieldapp.ui.window import MainWindow
from tests.repair.support import UNLOCK, make_study
from tests.ui.pages import Person


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon, "calibrated", lambda: argon.LIGHT)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_study(tmp_path / "s")
    return tmp_path / "s"


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot) -> Person:
    return Person(window, qtbot)


def turn(path: Path, text: bytes) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(text) + len(text) - 1] ^= 1
    path.write_bytes(data)


def the_page(person: Person) -> RepairPage:
    page = person.stage.shell.page()
    assert isinstance(page, RepairPage)
    return page


def ended(person: Person, qtbot: QtBot) -> RepairPage:
    """The page once what it asked the worker for is there, whatever else the worker had to do."""
    page = the_page(person)
    qtbot.waitUntil(page.again.isEnabled, timeout=60_000)
    return page


def test_a_sound_study_from_the_settings(person: Person, qtbot: QtBot, folder: Path) -> None:
    person.opens_study(folder)
    person.stage.shell.open("settings")
    settings = person.stage.shell.page()
    assert isinstance(settings, SettingsPage)
    person.clicks(settings.check_button)
    page = ended(person, qtbot)
    assert page.report is not None
    assert page.report.findings == []
    assert "检查过的内容都与写入时一致" in page.summary.text()
    person.presses(Qt.Key.Key_Escape)
    assert person.stage.shell.current() == "settings"


def test_a_damaged_interview_is_offered_a_look_and_the_copy_is_opened(
    person: Person, qtbot: QtBot, folder: Path, tmp_path: Path
) -> None:
    turn(folder / "study.db", '"/data/name","","吴四'.encode())
    person.opens_study(folder)
    study = person.stage.desk.study
    assert study is not None
    draft = next(row for row in study.drafts() if row.label == "吴四")
    person.stage.open_interview(draft.instance_id)
    assert "吴四" in person.toast()
    person.stage.toast.act()
    page = ended(person, qtbot)
    assert page.report is not None
    assert any("吴四" in one.place for one in page.report.damage)
    assert page.repair.isEnabled()
    page.make_copy(tmp_path / "copy")
    ended(person, qtbot)
    assert person.stage.desk.study is None  # nobody writes into the damaged one meanwhile
    assert page.rebuilt is not None
    assert any("吴四" in name for name in page.rebuilt.named)
    person.clicks(page.open_copy)
    assert person.stage.desk.study is not None
    assert person.stage.desk.study.folder == tmp_path / "copy"
    assert person.stage.shell.current() == "home"


def test_a_study_that_does_not_open(person: Person, qtbot: QtBot, folder: Path, tmp_path: Path) -> None:
    data = (folder / "study.db").read_bytes()
    (folder / "study.db").write_bytes(bytes(4096) + data[4096:])
    person.stage.desk.open_study(folder)
    assert person.stage.desk.study is None
    person.stage.toast.act()
    page = ended(person, qtbot)
    assert page.report is not None
    assert page.report.damage
    page.make_copy(tmp_path)  # holds something already: a folder of its own is made in it
    ended(person, qtbot)
    assert page.rebuilt is not None
    assert page.rebuilt.folder == tmp_path / "s-repaired"
    person.clicks(page.open_copy)
    assert person.stage.desk.study is not None


def test_an_encrypted_one_asks_for_the_passphrase(person: Person, qtbot: QtBot, tmp_path: Path) -> None:
    make_study(tmp_path / "p", protected=True)
    person.stage.check_study(tmp_path / "p")
    page = ended(person, qtbot)
    assert page.secret.isVisible()
    page.secret.field.setText("wrong")
    page.secret.submitted.emit()
    ended(person, qtbot)
    assert page.report is None
    page.secret.field.setText(UNLOCK.secret)
    page.secret.submitted.emit()
    ended(person, qtbot)
    assert page.report is not None
    assert page.report.damage == []
    assert not page.secret.isVisible()
