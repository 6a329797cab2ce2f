"""Date and time of day as one answer: two fields side by side."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.controls import moments
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Hint
from fieldapp.ui.controls.calendar import CalendarPopup
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.controls.typed import TypedControl
from fieldapp.wording import tr

_BETWEEN = " / "
"""No stored moment holds it, so half a moment is never taken for a whole one."""


class DateTimeControl(TypedControl):
    """The answer exists once both fields can be read."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, around, parent)
        self.day, self.clock = Entry(self, composing=False), Entry(self, composing=False)
        self.day.setPlaceholderText("YYYY-MM-DD")
        self.clock.setPlaceholderText("HH:MM")
        looks = node.control.appearance if node.control is not None else ()
        self.has_calendar = "no-calendar" not in looks
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.day, 3)
        layout.addWidget(self.clock, 2)
        self.begin(self.day, self.clock)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Now, and the calendar."""
        now = Hint(("T",), tr("now"))
        return (now, Hint(("Alt+↓",), tr("calendar"))) if self.has_calendar else (now,)

    def value(self) -> str:
        """The stored moment; what the node has while a field cannot be read."""
        texts = self._texts()
        if self.is_missing or texts == self._shown():
            return self.node.value
        if texts == ("", ""):
            return ""
        day, clock = moments.typed_date(texts[0]), moments.typed_time(texts[1])
        return moments.stored_datetime(day, clock) if day and clock else self.node.value

    def unread(self) -> str:
        """Both fields, while they are no moment."""
        return _BETWEEN.join(self._texts()) if self.complaint() else ""

    def put_unread(self, text: str) -> None:
        """Both fields as they were."""
        day, _, clock = text.partition(_BETWEEN)
        self.day.setText(day)
        self.clock.setText(clock)

    def complaint(self) -> str:
        """Which field cannot be read."""
        texts = self._texts()
        if self.is_missing or texts in (self._shown(), ("", "")):
            return ""
        if not moments.typed_date(texts[0]):
            return tr("This is not a date. Type digits only, for example {example}", example="20250618")
        return "" if moments.typed_time(texts[1]) else tr("The time of day is missing, for example 1430")

    def _texts(self) -> tuple[str, str]:
        return (self.day.text().strip(), self.clock.text().strip())

    def put(self, value: str) -> None:
        """Date and time of day."""
        texts = (moments.shown_date(value), moments.shown_time(value)) if value else ("", "")
        self.day.setText(texts[0])
        self.clock.setText(texts[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the calendar."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down and self.has_calendar and not self.node.readonly:
            known = None if self.is_missing else moments.typed_date(self.node.value[:10])
            popup = CalendarPopup(self, known or date.today())
            popup.picked.connect(self._picked)
            popup.open_under(self.day)
        else:
            super().keyPressEvent(event)

    def _shown(self) -> tuple[str, str]:
        value = self.node.value
        return (moments.shown_date(value), moments.shown_time(value)) if value else ("", "")

    def edited(self) -> None:
        """T is now."""
        self.day.set_chip("")
        if {"t", "ｔ"} & {self.day.text().casefold(), self.clock.text().casefold()}:
            now = datetime.now()
            self.day.setText(f"{now:%Y-%m-%d}")
            self.clock.setText(f"{now:%H:%M}")
        super().edited()

    def _picked(self, day: date) -> None:
        self.day.set_chip("")
        self.day.setText(moments.stored_date(day))
        self.edited()
        self.clock.setFocus()
