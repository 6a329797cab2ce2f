"""The merge report and what is missing, in the Inbox by keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from fieldapp.ui.inbox import InboxPage
from tests.transfer.laptops import Team
from tests.ui.pages import Person
from tests.ui.test_inbox import page, person, team

__all__ = ["page", "person", "team"]
CONTROL = Qt.KeyboardModifier.ControlModifier


def _merges(person: Person) -> None:
    person.presses(Qt.Key.Key_Return, CONTROL)
    person.waits_for_the_worker()


def test_r_shows_the_report_with_the_numbers_of_the_card_and_esc_goes_back(
    person: Person, page: InboxPage
) -> None:
    page.table.setFocus()
    _merges(person)
    person.presses(Qt.Key.Key_R)
    assert page.report.isVisible()
    words = page.report.shown()
    for label, number in page.last._numbers:
        assert f"{label.text()}: {number.text()}" in words
    assert "E01" in words
    assert "E02" in words
    person.presses(Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert page.table.hasFocus()


def test_reports_of_earlier_merges_are_turned_to_and_saved(
    person: Person, page: InboxPage, tmp_path: Path
) -> None:
    page.table.setFocus()
    person.presses(Qt.Key.Key_Space)
    _merges(person)
    page.table.setFocus()
    _merges(person)
    person.presses(Qt.Key.Key_R)
    assert page.report.shown().startswith("第 2 次合并")
    person.presses(Qt.Key.Key_Left)
    assert page.report.shown().startswith("第 1 次合并")
    assert "未选" in page.report.shown(), "what was left out is named"
    asked: list[QFileDialog] = []
    page.report.asked.connect(asked.append)
    person.presses(Qt.Key.Key_S)
    asked[0].fileSelected.emit(str(tmp_path / "报告.html"))
    asked[0].close()
    assert "第 1 次合并" in (tmp_path / "报告.html").read_text("utf-8")
    person.stage.look.use_language("en")
    assert page.report.shown().startswith("Merge 1,")


def test_what_was_taken_back_is_no_longer_the_last_merge(person: Person, page: InboxPage) -> None:
    page.table.setFocus()
    _merges(person)
    person.presses(Qt.Key.Key_Z, CONTROL)
    person.waits_for_the_worker()
    assert not page.last.undo_button.isVisible()
    page.table.setFocus()
    person.presses(Qt.Key.Key_R)
    assert "撤销" in page.report.shown()


def test_the_last_merge_of_another_day_can_be_taken_back(person: Person, page: InboxPage, team: Team) -> None:
    page.table.setFocus()
    _merges(person)
    person.stage.desk.leave_study()
    assert person.stage.desk.open_study(team.folder / "s")
    person.stage.shell.open("inbox")
    person.waits_for_the_worker()
    assert page.last.undo_button.isVisible()
    assert page.last._numbers[0][1].text() == "2"


def test_a_missing_bundle_is_said_while_looking_and_until_it_comes(
    person: Person, page: InboxPage, team: Team, tmp_path: Path
) -> None:
    """Laptop a handed bundle 2 to somebody else, who confirmed it; bundle 3 is on the stick."""
    a, t = team.laptop("a"), team.laptop("t")
    t.takes(team.folder / "KINGSTON")
    a.interviews("李娜 𠮷", 40)
    a.sends(tmp_path / "two")
    t.takes(tmp_path / "two")
    t.sends(tmp_path / "back")
    a.takes(tmp_path / "back")
    a.interviews("王五", 50)
    for path in (team.folder / "KINGSTON").rglob("*"):
        if path.is_file():
            path.unlink()
    a.sends(team.folder / "KINGSTON")
    person.presses(Qt.Key.Key_F5)
    person.waits_for_the_worker()
    assert "电脑“E01”的第 1 至 2 号数据包没有收到" in page.gaps.text()
    page.table.setFocus()
    _merges(person)
    assert page.gaps.isVisible()
    person.presses(Qt.Key.Key_R)
    assert "第 1 至 2 号数据包没有收到" in page.report.shown()
    t.sends(tmp_path / "onward", onward=True)
    page.show_offers()
    page.add_place(tmp_path / "onward")
    person.waits_for_the_worker()
    assert not page.gaps.isVisible(), "what lies there closes it"
    _merges(person)
    assert not page.gaps.isVisible()


def test_a_workbook_is_held_against_the_study_and_nothing_of_it_is_taken_in(
    person: Person, page: InboxPage, team: Team, tmp_path: Path
) -> None:
    from fieldapp.export import Options, export_study

    path = tmp_path / "寄来的.xlsx"
    export_study(team.laptop("a").study.store, "people", path, Options())
    page.add_place(path)
    person.waits_for_the_worker()
    assert "1 份不在这里" in page.coming.books.text()
    assert "请 E01 上交数据包" in page.coming.books.text()
    assert len(page.table.offers.offers) == 2, "the bundles stand above it as before"
    page.table.setFocus()
    _merges(person)
    assert "1 份已在这里，内容相同" in page.coming.books.text()
    (tmp_path / "别的.xlsx").write_bytes(b"x")
    page.add_place(tmp_path / "别的.xlsx")
    person.waits_for_the_worker()
    assert "这不是本程序导出的工作簿" in person.toast()
