"""The laptops of the team in the settings: adding by words, joining, revoking, the recovery sheet."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from fieldapp import study as studies
from fieldapp import wording
from fieldapp.study import Study
from fieldapp.transfer import cards, look, members, send, sheets, take, team
from fieldapp.transfer.roster import TeamRole
from fieldapp.ui.settings import SettingsPage
from fieldapp.ui.team.card import TeamCard
from fieldapp.ui.team.qr import MODULE, QUIET
from tests.ui.pages import Person


@pytest.fixture
def other(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Study]:
    """Another laptop with a copy of the study."""
    study = person.stage.desk.study
    assert study is not None
    assert study.device_id
    shutil.copytree(
        study.folder, tmp_path / "other", ignore=shutil.ignore_patterns("*.lock", "*-wal", "*-shm")
    )
    with monkeypatch.context() as inside:
        inside.setenv("FIELDAPP_HOME", str(tmp_path / "other-home"))
        opened = studies.open(tmp_path / "other")
        assert opened.device_id != study.device_id
    yield opened
    opened.close()


def card_of(person: Person) -> TeamCard:
    person.stage.shell.open("settings")
    page = person.stage.shell.page()
    assert isinstance(page, SettingsPage)
    return page.team


def here(person: Person) -> Study:
    study = person.stage.desk.study
    assert study is not None
    return study


def test_a_laptop_is_added_by_its_pasted_card_after_its_words_were_compared(
    person: Person, other: Study
) -> None:
    card = card_of(person)
    card.add.setFocus()
    person.presses(Qt.Key.Key_Space)
    assert not card.adding.add.isEnabled()
    card.adding.text.setPlainText("这不是入队卡")
    assert card.adding.fault.text()
    card.adding.text.setPlainText(cards.as_text(other, "王芳的电脑 𠮷 㐂"))
    assert card.adding.words.text() == cards.own(other).words("zh")
    card.adding.person.setText("E01")
    card.adding.add.setFocus()
    person.presses(Qt.Key.Key_Space)
    known = members.load(here(person))
    assert known.leads
    assert [one.person for one in known.laptops.values() if one.role is TeamRole.ENUMERATOR] == ["E01"]
    assert card.report.isVisible()
    assert "恢复页" in card.warning.text()


def test_the_card_goes_into_the_clipboard_and_a_file(person: Person, tmp_path: Path) -> None:
    card = card_of(person)
    card.copy.setFocus()
    person.presses(Qt.Key.Key_Space)
    assert cards.read(here(person), QGuiApplication.clipboard().text()) == cards.own(here(person))
    card.save_card(tmp_path / "我的.card")
    card.open_card(tmp_path / "我的.card")
    assert card.adding.text.toPlainText().startswith(cards.PREFIX)
    card.open_card(tmp_path / "不在.card")


def test_a_laptop_joins_when_the_words_of_the_lead_are_the_same(
    person: Person, other: Study, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    team.add(other, cards.own(here(person)), "E01")
    send(other, tmp_path / "stick")
    take(here(person), look(here(person), tmp_path / "stick"))
    card = card_of(person)
    assert cards.own(other).words() in card.warning.text()
    card.join.setFocus()
    person.presses(Qt.Key.Key_Space)
    assert members.load(here(person)).role is TeamRole.ENUMERATOR
    assert not card.add.isVisible()


def test_a_lost_laptop_is_taken_off_the_list_with_two_presses(person: Person, other: Study) -> None:
    team.add(here(person), cards.own(other), "E01")
    card = card_of(person)
    for _ in range(2):
        assert not members.load(here(person)).is_revoked(other.device_id)
        card.revokes[other.device_id].setFocus()
        person.presses(Qt.Key.Key_Space)
    assert members.load(here(person)).is_revoked(other.device_id)
    assert "安全" in card.report.text()


def test_the_sheet_counts_once_it_was_read_back(person: Person, other: Study, tmp_path: Path) -> None:
    team.add(here(person), cards.own(other), "E01")
    card = card_of(person)
    card.sheet_button.setFocus()
    person.presses(Qt.Key.Key_Space)
    sheet = card.sheet.sheet
    assert sheet is not None
    card.sheet.write_page(tmp_path / "恢复页.pdf")
    assert (tmp_path / "恢复页.pdf").read_bytes().startswith(b"%PDF")
    for hq in (sheet.lead, sheet.hq):
        card.sheet.lead.setText(sheet.lead)
        card.sheet.hq.setText(hq)
        assert not sheets.made(here(person))
        card.sheet.check.click()
    assert sheets.made(here(person))
    assert card.sheet.sheet is None
    assert sheet.hq not in card.sheet.codes.text()
    assert not card.warning.isVisible()


def test_two_rosters_with_one_number_are_shown_in_red(person: Person, other: Study) -> None:
    team.add(here(person), cards.own(other), "E01")
    here(person).settings.set("team_alarm", '["2"]')
    card = card_of(person)
    assert "2" in card.warning.text()
    wording.use("en")
    card.retranslate()
    assert "Two lists" in card.warning.text()
    wording.use("zh")


def test_the_card_as_a_code_for_a_telephone(person: Person) -> None:
    """What is painted, square by square, is the code of the card's text; it goes when pressed again."""
    card = card_of(person)
    assert card.qr.isHidden()
    card.scan.setFocus()
    person.presses(Qt.Key.Key_Space)
    assert card.qr.isVisible()
    picture = card.qr.grab().toImage()
    side = len(card.qr.squares)
    middle = MODULE // 2
    painted = [
        [
            picture.pixelColor((x + QUIET) * MODULE + middle, (y + QUIET) * MODULE + middle).lightness() < 128
            for x in range(side)
        ]
        for y in range(side)
    ]
    assert [[bool(square) for square in line] for line in card.qr.squares] == painted
    assert painted[0][:8] == [True] * 7 + [False]  # a corner mark
    assert side >= 21 + 4 * 9  # a card of some three hundred characters
    person.presses(Qt.Key.Key_Space)
    assert card.qr.isHidden()
