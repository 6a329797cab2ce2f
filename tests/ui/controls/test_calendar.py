"""The calendar below a date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui.controls.calendar import CalendarPopup


@pytest.fixture
def popup(qtbot: QtBot) -> Iterator[CalendarPopup]:
    """Open on a day, below a field."""
    below = QWidget()
    qtbot.addWidget(below)
    made = CalendarPopup(below, date(2026, 11, 22))
    yield made
    below.close()


def test_enter_takes_the_chosen_day(popup: CalendarPopup, qtbot: QtBot) -> None:
    with qtbot.waitSignal(popup.picked) as picked:
        QTest.keyClick(popup, Qt.Key.Key_Return)
    assert picked.args == [date(2026, 11, 22)]


def test_what_is_no_day_is_not_taken(popup: CalendarPopup) -> None:
    taken: list[date] = []
    popup.picked.connect(taken.append)
    popup._take(QDate())
    assert taken == []


def test_no_day_outside_of_what_an_answer_can_hold(popup: CalendarPopup, qtbot: QtBot) -> None:
    popup.calendar.setSelectedDate(QDate(-4713, 1, 1))
    with qtbot.waitSignal(popup.picked) as picked:
        popup._take(popup.calendar.selectedDate())
    assert picked.args[0].year >= 1
