"""The calendar that opens under a date field."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget

from fieldapp import wording

_LOCALES = {"zh": QLocale.Language.Chinese, "en": QLocale.Language.English}


class CalendarPopup(QFrame):
    """Arrows move, Enter takes the day, Esc closes."""

    picked = Signal(object)

    def __init__(self, parent: QWidget, day: date) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.calendar = QCalendarWidget(self)
        self.calendar.setLocale(QLocale(_LOCALES[wording.language()]))
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setDateRange(QDate(1, 1, 1), QDate(9999, 12, 31))  # what an answer can hold
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self.calendar)
        self.calendar.activated.connect(self._take)
        self.calendar.clicked.connect(self._take)

    def open_under(self, widget: QWidget) -> None:
        """Show below `widget`, or above it near the lower edge of the screen."""
        self.adjustSize()
        corner = widget.mapToGlobal(widget.rect().bottomLeft())
        if corner.y() + self.height() > widget.screen().availableGeometry().bottom():
            corner = widget.mapToGlobal(widget.rect().topLeft())
            corner.setY(corner.y() - self.height())
        self.move(corner)
        self.show()
        self.calendar.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the chosen day."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.calendar.selectedDate())
        else:
            super().keyPressEvent(event)

    def _take(self, day: QDate) -> None:
        if not day.isValid():  # digits typed into Qt's calendar can leave it at no day at all
            return
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()
