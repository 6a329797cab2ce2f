"""The contacts card on the settings page, and the reminder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from pytestqt.qtbot import QtBot

from fieldapp import study as studies
from fieldapp.session import Session
from fieldapp.study import promise
from fieldapp.ui.contacts import ContactsCard
from tests.contacts.support import NAME, PHONE, contact_study, fill, holders
from tests.ui.pages import Person


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made, sha256 = contact_study(tmp_path)
    session = Session.start(made, sha256)
    fill(session)
    session.finalize()
    made.close()
    return made.folder


@pytest.fixture
def card(person: Person, folder: Path) -> ContactsCard:
    person.opens_study(folder)
    person.stage.shell.open("settings")
    found = person.stage.findChild(ContactsCard)
    assert isinstance(found, ContactsCard)
    return found


def test_it_says_how_many_and_takes_the_date(person: Person, card: ContactsCard) -> None:
    study = person.stage.desk.study
    assert study is not None
    assert str(study.store.contacts.count()) in card._count.text()
    card.date.setFocus()
    card.date.setText(f"{date.today()}")
    card.date.editingFinished.emit()
    assert promise.until(study) == date.today()
    person.stage.shell.open("home")
    assert person.home.contacts.isVisible()
    assert f"{date.today()}" in person.home.contacts.text()
    person.clicks(person.home.contacts.button)
    assert card.isVisible()


def test_a_workbook_of_its_own(person: Person, card: ContactsCard, folder: Path, qtbot: QtBot) -> None:
    person.clicks(card.workbook)
    qtbot.waitUntil(card.done.isVisible)
    (path,) = (folder / "exports").glob("*-contacts.xlsx")
    book = openpyxl.load_workbook(path, read_only=True)
    assert PHONE in {cell for line in book.worksheets[0].values for cell in line}
    book.close()
    study = person.stage.desk.study
    assert study is not None
    assert [act.kind for act in study.store.acts.all()].count("export-contacts") == 1


def test_deleting_wants_the_name_of_the_study(
    person: Person, card: ContactsCard, folder: Path, qtbot: QtBot
) -> None:
    card.name.setText("入户")
    assert not card.delete.isEnabled()
    card.name.setText("入户调查")
    person.clicks(card.delete)
    qtbot.waitUntil(card.done.isVisible)
    assert card.done.isVisible()
    study = person.stage.desk.study
    assert study is not None
    assert study.store.contacts.count() == 0
    assert [holders(folder, value) for value in (NAME, PHONE)] == [[], []]
    assert list((folder / "exports").glob("deletion-*.html"))


def test_a_study_that_asks_nothing_personal_has_no_card(person: Person, tmp_path: Path) -> None:
    studies.create(tmp_path / "plain", "无").close()
    person.opens_study(tmp_path / "plain")
    person.stage.shell.open("settings")
    found = person.stage.findChild(ContactsCard)
    assert isinstance(found, ContactsCard)
    assert not found.isVisible()
