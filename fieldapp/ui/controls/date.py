"""Dates: 8 digits without hyphens, T for today, Alt+Down for the calendar; also month, year, time of day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldapp.interview import Node
from fieldapp.ui import icons
from fieldapp.ui.controls import moments
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Hint
from fieldapp.ui.controls.calendar import CalendarPopup
from fieldapp.ui.controls.text import TextControl
from fieldapp.wording import tr


class Kind(NamedTuple):
    """How one kind of moment is typed, stored and shown."""

    parse: Callable[[str], str | None]
    shown: Callable[[str], str]
    pattern: str
    example: str


def _day(reader: Callable[[str], date | None]) -> Callable[[str], str | None]:
    def parse(text: str) -> str | None:
        found = reader(text)
        return moments.stored_date(found) if found else None

    return parse


def _time(text: str) -> str | None:
    found = moments.typed_time(text)
    return moments.stored_time(found, datetime.now().astimezone()) if found else None


DAY = Kind(_day(moments.typed_date), moments.shown_date, "YYYY-MM-DD", "20250618")
MONTH = Kind(_day(moments.typed_month), lambda value: value[:7], "YYYY-MM", "202506")
YEAR = Kind(_day(moments.typed_year), lambda value: value[:4], "YYYY", "2025")
TIME = Kind(_time, moments.shown_time, "HH:MM", "1430")


class DateControl(TextControl):
    """A date, a month, a year or a time, typed as digits."""

    composing = False

    def __init__(
        self,
        node: Node,
        kind: Kind = DAY,
        around: Around = NOTHING_AROUND,
        parent: QWidget | None = None,
    ) -> None:
        self.kind = kind
        looks = node.control.appearance if node.control is not None else ()
        self.has_calendar = kind is not TIME and "no-calendar" not in looks
        super().__init__(node, around, parent)
        self.line.setPlaceholderText(kind.pattern)
        if self.has_calendar:
            self.line.addAction(self._calendar_action(), QLineEdit.ActionPosition.TrailingPosition)

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Today, and the calendar."""
        today = Hint(("T",), tr("now") if self.kind is TIME else tr("today"))
        return (today, Hint(("Alt+↓",), tr("calendar"))) if self.has_calendar else (today,)

    def value(self) -> str:
        """The stored form of what is typed; what the node has while it cannot be read."""
        text = self.line.text().strip()
        if self.is_missing or (text and text == self.shown(self.node.value)):
            return self.node.value
        return self.kind.parse(text) or self.node.value if text else ""

    def unread(self) -> str:
        """Half a date."""
        text = self.line.text().strip()
        known = not text or text == self.shown(self.node.value) or self.kind.parse(text)
        return "" if known else text

    def complaint(self) -> str:
        """What is wrong with the typed text, if it is no date yet."""
        if not self.unread():
            return ""
        return tr("This is not a date. Type digits only, for example {example}", example=self.kind.example)

    def put(self, value: str) -> None:
        """As people read it."""
        super().put(self.shown(value))

    def shown(self, value: str) -> str:
        """As people read it."""
        return self.kind.shown(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Down opens the calendar."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down and self.has_calendar:
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """The calendar under the field."""
        if self.node.readonly:
            return
        popup = CalendarPopup(self, self._day())
        popup.picked.connect(self._picked)
        popup.open_under(self.line)

    def _day(self) -> date:
        """Where the calendar opens: the answer, or today."""
        known = moments.typed_date(self.node.value[:10])
        return known if known and not self.is_missing else date.today()

    def _picked(self, day: date) -> None:
        self._put(self.kind.shown(moments.stored_date(day)))

    def edited(self) -> None:
        """T in an empty field is today, or now."""
        if self.line.text().casefold() in ("t", "ｔ"):
            now = datetime.now()
            self._put(f"{now:%H:%M}" if self.kind is TIME else self.kind.shown(f"{now:%Y-%m-%d}"))
        else:
            super().edited()

    def _put(self, text: str) -> None:
        self.line.set_chip("")
        self.line.setText(text)
        super().edited()
        self.flush()

    def _calendar_action(self) -> QAction:
        action = QAction(icons.icon("calendar-month-outline", "ink-2"), tr("calendar"), self)
        action.triggered.connect(self.open_calendar)
        return action
