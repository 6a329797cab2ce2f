"""Says when the laptop's clock cannot be right. The answers are not touched by it; their times are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from fieldapp.session.clock import ClockFault
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.ui.interview.page import InterviewPage

EVERY = 5000
"""Milliseconds between two looks at the clock."""
_DAY, _HOUR = 86400, 3600


class ClockWatch(QObject):
    """Looks from time to time; a fault stays on screen until somebody says that he saw it."""

    def __init__(self, page: InterviewPage) -> None:
        super().__init__(page)
        self._page = page
        self._fault: ClockFault | None = None
        self._tick = QTimer(self, interval=EVERY)
        self._tick.timeout.connect(self.look)
        page.frame.clock_seen.clicked.connect(self._seen)
        self._tick.start()

    def stop(self) -> None:
        """The interview is closed."""
        self._tick.stop()

    def look(self) -> None:
        """Hold the clocks against each other."""
        fault = self._page.pen.attempt(self._page.session.check_clock)
        if fault is not None:
            self._fault = fault
            self.retranslate()
            self._page.frame.clock.show()

    def retranslate(self) -> None:
        """The sentence, in the language in force."""
        if self._fault is not None:
            self._page.frame.clock.set("warn", sentence(self._fault))

    def _seen(self) -> None:
        self._fault = None
        self._page.frame.clock.hide()
        self._page.take_focus()


def sentence(fault: ClockFault) -> str:
    """What is wrong, how much, and what to do."""
    amount = spell(abs(fault.seconds))
    if fault.kind == "before":
        said = tr("The clock may be wrong: {amount} before last use.", amount=amount)
    elif fault.seconds < 0:
        said = tr("The clock may be wrong: it went back by {amount}.", amount=amount)
    else:
        said = tr("The clock may be wrong: it went ahead by {amount}.", amount=amount)
    return said + " " + tr("Answers are kept; please set date and time.")


def spell(seconds: int) -> str:
    """2 days, 3 hours, 5 minutes."""
    if seconds >= _DAY:
        return trn("{n} day", "{n} days", round(seconds / _DAY))
    if seconds >= _HOUR:
        return trn("{n} hour", "{n} hours", round(seconds / _HOUR))
    return trn("{n} minute", "{n} minutes", max(1, round(seconds / 60)))
