"""Practice from the window: own lists, a banner, no export, and back to the real interviews."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.pages import Person


def test_practice_has_its_own_lists_and_says_so(busy_person: Person) -> None:
    home, desk = busy_person.home, busy_person.stage.desk
    assert not home.practice.isVisible()
    before = busy_person.table()
    home.panel.practice_button.click()
    QApplication.processEvents()
    assert desk.practising
    assert home.practice.isVisible()
    assert "不是数据" in home.practice.text()
    assert busy_person.table() == []
    busy_person.presses(Qt.Key.Key_Return)
    page = busy_person.stage.interview
    assert page.frame.practice.isVisible()
    page.session.answer("/data/who", "练习")
    page.pause()
    assert [row[1] for row in busy_person.table()] == ["练习"]
    desk.export()
    assert "不导出" in busy_person.toast()
    home.end_practice.click()
    QApplication.processEvents()
    assert not desk.practising
    assert busy_person.table() == before
    busy_person.presses(Qt.Key.Key_Return)
    assert not busy_person.stage.interview.frame.practice.isVisible()


def test_closing_the_window_in_practice_closes_both_studies(busy_person: Person) -> None:
    desk = busy_person.stage.desk
    desk.practise()
    desk.close()
    assert desk.study is None
    assert not desk.practising
