"""The supervisor's inbox, by keys: look, tick, merge, take back, hand over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from fieldapp import study as studies
from fieldapp.ui.components import Button
from fieldapp.ui.inbox import InboxPage, work
from fieldapp.ui.window import MainWindow
from tests.transfer.laptops import Team
from tests.ui.pages import Person


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Two enumerators have handed over; the supervisor's laptop is closed."""
    made = Team(tmp_path)
    stick = tmp_path / "KINGSTON"
    stick.mkdir()
    for number, name in enumerate(("a", "b"), 1):
        laptop = made.laptop(name)
        laptop.study.enumerator = f"E0{number}"
        laptop.interviews(f"张{number} 𡋬", 30 + number)
        laptop.sends(stick)
    made.laptop("s").closes()
    yield made
    made.close()


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot, team: Team, monkeypatch: pytest.MonkeyPatch) -> Person:
    monkeypatch.setattr(work, "sticks", lambda: [team.folder / "KINGSTON"])
    supervisor = Person(window, qtbot)
    assert supervisor.stage.desk.open_study(team.folder / "s")
    return supervisor


@pytest.fixture
def page(person: Person) -> InboxPage:
    person.stage.shell.open("inbox")
    person.waits_for_the_worker()
    found = person.stage.shell.page()
    assert isinstance(found, InboxPage)
    return found


def _interviews(person: Person) -> int:
    study = person.stage.desk.study
    assert study is not None
    return len(study.finalized())


def test_what_a_stick_would_bring_is_seen_and_nothing_changes(person: Person, page: InboxPage) -> None:
    offers = page.table.offers
    assert sorted(offers.data(offers.index(at, 0)) for at in range(2)) == ["E01", "E02"]
    assert page.merge_button.text() == "合并：新增 2，更新 0"
    assert _interviews(person) == 0


def test_merging_by_keys_and_taking_it_back(person: Person, page: InboxPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    with qtbot.waitSignal(page.merged):
        person.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.waits_for_the_worker()
    assert _interviews(person) == 2
    assert [number.text() for _, number in page.last._numbers] == ["2", "0", "0", "0", "2"]
    assert page.table.offers.ticked == [], "the same again brings nothing"
    person.presses(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    person.waits_for_the_worker()
    assert _interviews(person) == 0
    assert len(page.table.offers.ticked) == 2


def test_space_leaves_a_bundle_out(person: Person, page: InboxPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    person.presses(Qt.Key.Key_Space)
    assert page.merge_button.text() == "合并：新增 1，更新 0"
    with qtbot.waitSignal(page.merged):
        page.main_action()
    assert _interviews(person) == 1


def test_a_damaged_bundle_says_what_to_fetch_again(person: Person, page: InboxPage, team: Team) -> None:
    pack = max(team.folder.joinpath("KINGSTON").rglob("*.pck"), key=lambda path: path.stat().st_size)
    pack.write_bytes(pack.read_bytes()[:-9])
    person.presses(Qt.Key.Key_F5)
    person.waits_for_the_worker()
    damaged = [offer for offer in page.table.offers.offers if offer.damaged]
    page.table.setCurrentIndex(page.table.offers.index(page.table.offers.offers.index(damaged[0]), 0))
    assert "请在原来的电脑上重新导出" in page.detail.text()


def test_a_bundle_of_another_study_cannot_be_ticked(
    person: Person, page: InboxPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "sticks", list)
    other = studies.create(tmp_path / "other", "另一项")
    from fieldapp.transfer import send_file

    send_file(other, tmp_path / "other.fapp")
    other.close()
    page.add_place(tmp_path / "other.fapp")
    person.waits_for_the_worker()
    assert page.table.offers.ticked == []
    page.table.offers.toggle(0)
    assert page.table.offers.ticked == []
    assert not page.merge_button.isEnabled()
    assert "另一项调查" in page.detail.text()


def test_a_file_is_dropped_anywhere_on_the_page(person: Person, page: InboxPage, team: Team) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(team.folder / "KINGSTON"))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(9, 9), Qt.DropAction.CopyAction, data, left, none))
    person.waits_for_the_worker()
    assert page._places == [team.folder / "KINGSTON"]


def test_a_bundle_dropped_on_any_page_opens_the_inbox(person: Person, team: Team) -> None:
    shell = person.stage.shell
    shell.open("home")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(team.folder / "KINGSTON"))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    shell.dropEvent(QDropEvent(QPointF(400, 400), Qt.DropAction.CopyAction, data, left, none))
    person.waits_for_the_worker()
    page = shell.page()
    assert isinstance(page, InboxPage)
    assert page._places == [team.folder / "KINGSTON"]
    assert len(page.table.offers.offers) == 2, "the stick itself is not looked at twice"


def test_handing_over_writes_to_the_one_stick_and_says_so(
    person: Person, page: InboxPage, team: Team
) -> None:
    before = list((team.folder / "KINGSTON").rglob("*.man"))
    person.presses(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    person.waits_for_the_worker()
    assert person.toast() == "第 1 号数据包已写入 KINGSTON，并读回核对。"
    assert len(list((team.folder / "KINGSTON").rglob("*.man"))) == len(before) + 1


def test_an_empty_inbox_says_what_to_do(
    person: Person, page: InboxPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "sticks", list)
    person.presses(Qt.Key.Key_F5)
    person.waits_for_the_worker()
    assert page.empty.isVisible()
    assert page.empty.title() == "还没有数据包。"
    person.stage.look.use_language("en")
    assert page.empty.title() == "No bundles yet."


def test_without_a_stick_or_with_two_somebody_says_where_to(
    person: Person, page: InboxPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "OUT"
    target.mkdir()
    page.choose_folder.disconnect()
    page.choose_folder.connect(lambda take: take(target))
    for sticks in ([], [tmp_path / "one", tmp_path / "two"]):
        monkeypatch.setattr(work, "sticks", lambda sticks=sticks: sticks)
        before = list(target.rglob("*.man"))
        person.presses(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
        person.waits_for_the_worker()
        assert len(list(target.rglob("*.man"))) == len(before) + 1


def test_the_rows_have_the_focus_once_they_are_read(person: Person, page: InboxPage) -> None:
    assert person.focus() is page.table
    assert page.sources.stick_text.text() == "2 个数据包"
    person.presses(Qt.Key.Key_Space)
    assert len(page.table.offers.ticked) == 1


def test_after_the_merge_the_same_key_goes_on_to_the_review(
    person: Person, page: InboxPage, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(page.merged):
        person.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.merge_button.text() == "审核 2 份访谈")
    person.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert person.stage.shell.current() == "review"


def test_a_correction_is_no_second_interview_in_who_was_heard(team: Team) -> None:
    laptop = team.laptop("a")
    record = laptop.interviews("王𡋬", 51)
    before = laptop.study.store.team.heard()[0][3]
    laptop.corrects(record, age="52")
    assert laptop.study.store.team.heard()[0][3] == before


def test_on_a_narrow_screen_the_laptops_are_named_and_nothing_is_out_of_reach(
    person: Person, page: InboxPage, qtbot: QtBot
) -> None:
    person.window.resize(1024, 600)
    with qtbot.waitSignal(page.merged):
        person.presses(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.waits_for_the_worker()
    assert page.table.columnWidth(0) > 160
    assert not page.last.isVisible()
    tips = [button.toolTip() for button in page._few.findChildren(Button) if button.isVisible()]
    assert [tip.split(" ")[0] for tip in tips] == ["撤销", "报告", "交出数据…"]
    person.clicks(page._few.findChildren(Button)[0])
    person.waits_for_the_worker()
    assert _interviews(person) == 0
