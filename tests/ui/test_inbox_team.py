"""What the Inbox says of laptops that a roster does not know, of lost ones, of two lists; handing over."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from fieldapp import study as studies
from fieldapp.transfer import cards, members, updates
from fieldapp.transfer import team as teams
from fieldapp.transfer.roster import TeamRole, signed
from fieldapp.ui.inbox import InboxPage, work
from fieldapp.ui.inbox.offers import state_of
from fieldapp.ui.window import MainWindow
from tests.transfer.crew import Crew
from tests.transfer.laptops import Laptop, Team
from tests.ui.pages import Person

CONTROL = Qt.KeyboardModifier.ControlModifier
NAME = "fieldapp-99.1-linux.AppImage"


@pytest.fixture
def crew(tmp_path: Path) -> Iterator[Crew]:
    """The supervisor's laptop has taken in the roster and is closed; a and b have handed over."""
    made = Team(tmp_path)
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    crew = Crew(made, stick)
    for laptop, name in ((crew.a, "张三 𠮷"), (crew.b, "李四 㐂")):
        laptop.interviews(name, 40)
    yield crew
    made.close()


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot, crew: Crew, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(work, "sticks", lambda: [crew.stick])
    return Person(window, qtbot)


def _inbox(person: Person, laptop: Laptop) -> InboxPage:
    """The window of a laptop, at its Inbox."""
    laptop.closes()
    os.environ["FIELDAPP_HOME"] = str(laptop.home)
    assert person.stage.desk.open_study(laptop.folder)
    person.stage.shell.open("inbox")
    person.waits_for_the_worker()
    page = person.stage.shell.page()
    assert isinstance(page, InboxPage)
    page.table.setFocus()
    return page


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))


def _states(page: InboxPage) -> list[str]:
    return sorted(state_of(offer)[0] for offer in page.table.offers.offers)


def _choose(page: InboxPage, state: str) -> None:
    at = next(i for i, offer in enumerate(page.table.offers.offers) if state_of(offer)[0] == state)
    page.table.setCurrentIndex(page.table.offers.index(at, 0))


def _interviews(person: Person) -> int:
    assert person.stage.desk.study is not None
    return len(person.stage.desk.study.finalized())


def test_an_unknown_laptop_is_named_kept_apart_and_counts_once_it_is_added(
    person: Person, crew: Crew
) -> None:
    stranger = crew.copy("stranger")
    stranger.interviews("王五", 50)
    stranger.sends(crew.stick)
    page = _inbox(person, crew.lead)
    assert "未知电脑" in _states(page)
    _choose(page, "未知电脑")
    assert "不在团队名册上" in page.detail.text()
    person.presses(Qt.Key.Key_Space)
    assert not any(offer.unknown for offer in page.table.offers.ticked), "it cannot be ticked"
    study = person.stage.desk.study
    assert study is not None
    teams.add(study, cards.read(study, cards.as_text(stranger.study)), "E09")
    person.presses(Qt.Key.Key_F5)
    person.waits_for_the_worker()
    assert "未知电脑" not in _states(page)
    page.table.setFocus()
    person.presses(Qt.Key.Key_Return, CONTROL)
    person.waits_for_the_worker()
    assert _interviews(person) == 1


def test_of_a_laptop_that_was_taken_off_only_the_earlier_work_counts(person: Person, crew: Crew) -> None:
    crew.a.sends(crew.stick)
    crew.lead.takes(crew.stick)
    teams.revoke(crew.lead.study, crew.a.study.device_id)
    crew.a.interviews("后来的", 60)
    crew.a.sends(crew.stick)
    page = _inbox(person, crew.lead)
    at = next(i for i, offer in enumerate(page.table.offers.offers) if offer.revoked)
    page.table.setCurrentIndex(page.table.offers.index(at, 0))
    assert "只有注销前的内容算数" in page.detail.text()
    before = _interviews(person)
    page.table.offers.tick_all()
    person.presses(Qt.Key.Key_Return, CONTROL)
    person.waits_for_the_worker()
    assert _interviews(person) == before
    person.presses(Qt.Key.Key_R)
    assert "另放一边" in page.report.shown()


def test_two_lists_with_one_number_are_an_alarm(person: Person, crew: Crew) -> None:
    known = members.load(crew.lead.study)
    assert known.roster is not None
    other = dataclasses.replace(known.roster, number=known.roster.number + 1, team="另一份名单")
    copied = signed(other, crew.lead.study.device)
    teams.add(crew.lead.study, cards.read(crew.lead.study, cards.as_text(crew.b.study)), "E02", name="新名")
    members.keep(
        crew.s.study, members.load(crew.s.study), members.judged(members.load(crew.s.study), [copied.item])
    )
    crew.lead.interviews("赵六", 33)
    crew.lead.sends(crew.stick)
    page = _inbox(person, crew.s)
    _choose(page, "名册冲突")
    assert "负责人" in page.detail.text()


def test_another_study_and_a_damaged_bundle_stand_side_by_side(
    person: Person, crew: Crew, tmp_path: Path
) -> None:
    crew.a.sends(crew.stick)
    pack = max(crew.stick.rglob("*.pck"), key=lambda path: path.stat().st_size)
    pack.write_bytes(pack.read_bytes()[:-9])
    other = studies.create(tmp_path / "other", "另一项")
    from fieldapp.transfer import send_file

    send_file(other, tmp_path / "other.fapp")
    other.close()
    page = _inbox(person, crew.s)
    page.add_place(tmp_path / "other.fapp")
    person.waits_for_the_worker()
    assert "另一项调查" in _states(page)
    damaged = next(offer for offer in page.table.offers.offers if offer.damaged)
    page.table.setCurrentIndex(page.table.offers.index(page.table.offers.offers.index(damaged), 0))
    assert "请在原来的电脑上重新导出" in page.detail.text()
    page.table.offers.tick_all()
    person.presses(Qt.Key.Key_Return, CONTROL)
    person.waits_for_the_worker()
    page.table.setFocus()
    person.presses(Qt.Key.Key_R)
    words = page.report.shown()
    assert "另一项调查" in words, "what was left out stands in the report"
    assert "请在原来的电脑上重新导出" in words


def test_everything_again_is_one_tick_away(person: Person, crew: Crew, tmp_path: Path) -> None:
    crew.a.sends(crew.stick)
    crew.s.takes(crew.stick)
    crew.s.sends(tmp_path / "back")
    crew.a.takes(tmp_path / "back")
    page = _inbox(person, crew.a)
    person.presses(Qt.Key.Key_M)
    assert page.handing.isVisible()
    person.presses(Qt.Key.Key_Space)
    assert page.handing.everything.isChecked()
    crew.stick = tmp_path / "NEW"
    crew.stick.mkdir()
    person.presses(Qt.Key.Key_Return, CONTROL)
    person.waits_for_the_worker()
    assert page.table.isVisible() or page.empty.isVisible()
    new = crew.copy("new")
    crew.adds(new, "S02", TeamRole.SUPERVISOR)
    assert list(crew.stick.rglob("*.man"))
    assert len({pack.stem for pack in crew.stick.rglob("*.pck")}) >= 2
    person.presses(Qt.Key.Key_M)
    assert not page.handing.everything.isChecked(), "it is asked for each time"
    person.presses(Qt.Key.Key_Escape)
    assert not page.handing.isVisible()


def test_an_update_is_put_in_by_the_lead_and_saved_on_the_other_laptop(
    person: Person, crew: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "this_system", lambda: "linux")
    installer = tmp_path / NAME
    installer.write_bytes(b"\x7fELF" * 1000)
    page = _inbox(person, crew.lead)
    person.presses(Qt.Key.Key_M)
    asked: list[QFileDialog] = []
    page.handing.asked.connect(asked.append)
    page.handing.choose.click()
    asked[0].fileSelected.emit(str(installer))
    asked[0].close()
    person.waits_for_the_worker()
    assert NAME in page.handing._update.text()
    page.main_action()
    person.waits_for_the_worker()
    person.stage.desk.leave_study()
    page = _inbox(person, crew.a)
    lead = next(offer for offer in page.table.offers.offers if offer.counts.news)
    page.table.setCurrentIndex(page.table.offers.index(page.table.offers.offers.index(lead), 0))
    assert NAME in page.detail.text()
    assert lead in page.table.offers.ticked, "a bundle that brings only this is ticked too"
    page.main_action()
    person.waits_for_the_worker()
    bar = page.coming.update_bar
    assert bar.isVisible()
    assert "99.1" in bar.text()
    bar.asked.connect(asked.append)
    bar.save_button.click()
    asked[-1].fileSelected.emit(str(tmp_path / "out.AppImage"))
    asked[-1].close()
    assert (tmp_path / "out.AppImage").read_bytes() == installer.read_bytes()
    assert "再手动运行" in person.toast()
    person.stage.shell.open("home")
    home = person.stage.shell.page()
    assert home.update_bar.isVisible()


def test_an_enumerators_laptop_offers_no_updates(person: Person, crew: Crew) -> None:
    page = _inbox(person, crew.a)
    person.presses(Qt.Key.Key_M)
    assert not page.handing.choose.isVisible()
    assert page.handing.everything.isVisible()
