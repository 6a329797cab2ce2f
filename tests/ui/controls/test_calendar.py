"""The calendar below a date."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.controls.calendar import CalendarPopup


def _popup(qtbot: QtBot) -> CalendarPopup:
    below = QWidget()
    qtbot.addWidget(below)
    return CalendarPopup(below, date(2026, 11, 22))


def test_enter_takes_the_chosen_day(qtbot: QtBot) -> None:
    popup = _popup(qtbot)
    with qtbot.waitSignal(popup.picked) as picked:
        QTest.keyClick(popup, Qt.Key.Key_Return)
    assert picked.args == [date(2026, 11, 22)]


def test_what_is_no_day_is_not_taken(qtbot: QtBot) -> None:
    popup = _popup(qtbot)
    taken: list[date] = []
    popup.picked.connect(taken.append)
    popup._take(QDate())
    assert taken == []


def test_no_day_outside_of_what_an_answer_can_hold(qtbot: QtBot) -> None:
    popup = _popup(qtbot)
    popup.calendar.setSelectedDate(QDate(-4713, 1, 1))
    with qtbot.waitSignal(popup.picked) as picked:
        popup._take(popup.calendar.selectedDate())
    assert picked.args[0].year >= 1
