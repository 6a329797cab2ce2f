"""People, the log and the support bundle in the settings, from the keyboard."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fieldapp.keys import argon
from fieldapp.study import Role
from fieldapp.study.tries import Tries
from fieldapp.ui.people.acts import ActsPage
from fieldapp.ui.people.bundle import SupportPage
from fieldapp.ui.people.card import PeopleCard
from fieldapp.ui.settings import SettingsPage
from tests.ui.pages import Person

LEAD, LI = "maitian shuiche sanlun", "tiepigui beichuang 8"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon, "calibrated", lambda: argon.LIGHT)
    monkeypatch.setattr(Tries, "_until", {})
    monkeypatch.setattr(Tries, "_held", {})


def settings(person: Person) -> SettingsPage:
    person.stage.shell.open("settings")
    page = person.stage.shell.page()
    assert isinstance(page, SettingsPage)
    return page


def card(person: Person) -> PeopleCard:
    return settings(person).people


def fills(person: Person, *texts: str) -> None:
    """Types into the fields one after the other; Tab in between, over groups of buttons."""
    for text in texts:
        person.focus()
        person.types(text)
        for _ in range(12):
            person.presses(Qt.Key.Key_Tab)
            if person.focus().inherits("QLineEdit"):
                break


def adds(person: Person, qtbot: QtBot, code: str, name: str, role: Role, secret: str) -> None:
    people = card(person)
    people.add.setFocus()
    person.presses(Qt.Key.Key_Space)
    fills(person, code, name)
    people.editor.role.set_value(role)
    people.editor.secret.setFocus()
    fills(person, secret)
    people.editor.again.setFocus()
    person.types(secret)
    person.presses(Qt.Key.Key_Return)
    person.waits_for_the_worker()


def test_the_first_person_gets_a_recovery_code_once(person: Person, qtbot: QtBot) -> None:
    people = card(person)
    assert "这里不用登录" in people._intro.text()
    adds(person, qtbot, "F01", "周教授㐂", Role.LEAD, LEAD)
    study = person.stage.desk.study
    assert study is not None
    assert (study.enumerator, study.people.get("F01").name) == ("F01", "周教授㐂")
    assert "恢复码：" in people.code.text()
    assert not people.editor.isVisible()
    person.presses(Qt.Key.Key_Space)
    assert not people.code.isVisible()
    assert people.code.text() == ""
    assert person.stage.shell.person.text() == "周教授㐂"


def test_what_cannot_be_is_said_in_the_form(person: Person, qtbot: QtBot) -> None:
    people = card(person)
    people._edit("add")
    people.editor.code.setText("F01")
    people.editor.name.setText("周")
    people.editor.secret.field.setText(LEAD)
    people.editor.again.field.setText(LEAD + "x")
    people.editor.save.click()
    assert people.editor.message() == "两次不一样。"
    for field in (people.editor.secret, people.editor.again):
        field.field.setText("abc")
    people.editor.save.click()
    assert "太短" in people.editor.message()
    person.presses(Qt.Key.Key_Escape)
    assert not people.editor.isVisible()
    assert people.editor.secret.text() == ""


def test_the_lead_changes_resets_and_removes(person: Person, qtbot: QtBot) -> None:
    adds(person, qtbot, "F01", "周", Role.LEAD, LEAD)
    adds(person, qtbot, "E01", "李梅", Role.ENUMERATOR, LI)
    people, study = card(person), person.stage.desk.study
    assert study is not None
    people._edit("change", study.people.get("E01"))
    people.editor.name.setText("李梅𠮷")
    people.editor.role.set_value(Role.SUPERVISOR)
    people.editor.save.click()
    assert (study.people.get("E01").name, study.people.get("E01").role) == ("李梅𠮷", Role.SUPERVISOR)
    people._remove(study.people.get("E01"))
    assert not study.people.get("E01").active
    qtbot.waitUntil(lambda: "已移除" in person.reads(people))
    people.options.chosen.emit("lock_minutes", "10")
    assert study.settings.get("lock_minutes") == "10"
    assert [act.kind for act in study.store.acts.all()][-3:] == ["person-change", "person-remove", "setting"]


def test_an_enumerator_sees_no_list_to_manage(person: Person, qtbot: QtBot) -> None:
    adds(person, qtbot, "F01", "周", Role.LEAD, LEAD)
    adds(person, qtbot, "E01", "李梅", Role.ENUMERATOR, LI)
    study = person.stage.desk.study
    assert study is not None
    study.people.present = study.people.get("E01")
    people = card(person)
    for hidden in (people.add, people.recovery, people.log, people.options):
        assert not hidden.isVisible()
    assert people.own.isVisible()
    assert people.bundle.isVisible()
    assert not settings(person).add_button.isEnabled()
    person.stage.shell.open("acts")
    assert person.stage.shell.current() == "settings"


def chosen_file(person: Person, path: Path) -> None:
    """Answers the dialog that asks where to save."""

    def answer(dialog: QFileDialog) -> None:
        dialog.fileSelected.emit(str(path))
        dialog.reject()

    person.stage.dialogs.opened.connect(answer)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_log_is_read_filtered_and_saved(
    person: Person, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    adds(person, qtbot, "F01", "周", Role.LEAD, LEAD)
    person.stage.look.use_language(language)
    person.stage.shell.open("acts")
    page = person.stage.shell.page()
    assert isinstance(page, ActsPage)
    count = page.model.rowCount()
    assert count >= 2
    assert page.model.data(page.model.index(0, 0)) == str(count), "the newest first"
    assert ("前后相连" if language == "zh" else "following from the one before") in page.state.text()
    person.types("F01 person" if language == "en" else "添加成员")
    assert page.model.rowCount() == 1
    chosen_file(person, tmp_path / "log.csv")
    page.export.click()
    rows = list(csv.DictReader(io.StringIO((tmp_path / "log.csv").read_text("utf-8-sig"))))
    assert [row["kind"] for row in rows][-2:] == ["person-add", "recovery-code"]
    person.presses(Qt.Key.Key_Escape)
    assert person.stage.shell.current() == "settings"


def test_the_bundle_is_read_before_it_is_saved(person: Person, qtbot: QtBot, tmp_path: Path) -> None:
    adds(person, qtbot, "F01", "周教授", Role.LEAD, LEAD)
    person.stage.shell.open("support")
    page = person.stage.shell.page()
    assert isinstance(page, SupportPage)
    read = {}
    for at, item in enumerate(page.items):
        page.list.setCurrentRow(at)
        read[item.name] = page.text.toPlainText()
    chosen_file(person, tmp_path / "b.zip")
    person.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    with zipfile.ZipFile(tmp_path / "b.zip") as archive:
        saved = {name: archive.read(name).decode("utf-8").rstrip("\n") for name in archive.namelist()}
    assert {name: text.rstrip("\n") for name, text in read.items()} == saved
    assert "周教授" not in str(saved)


def test_who_is_known_from_other_laptops_is_named(person: Person) -> None:
    study = person.stage.desk.study
    assert study is not None
    people = [{"code": "E12", "name": "李𠮷 㐂", "role": "enumerator", "state": "active"}]
    study.settings.set("people:" + "f" * 16, json.dumps({"number": "1", "people": people}))
    assert "没有口令的人员：E12 李𠮷 㐂" in card(person)._intro.text()
