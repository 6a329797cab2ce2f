"""PySide6 6.12 on Python 3.11 loses a reference to True at each signal and aborts after some 550."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

TIMES = 2000


class Canary(QObject):
    sung = Signal(bool)


def test_two_thousand_signals_of_a_bool_do_not_abort() -> None:
    canary, heard = Canary(), []
    canary.sung.connect(heard.append)
    for _ in range(TIMES):
        canary.sung.emit(True)
    assert heard == [True] * TIMES
