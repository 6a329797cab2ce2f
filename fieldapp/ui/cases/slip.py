"""The slip for the result of a contact: one digit, and only an appointment or a remark asks for more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.ui.cases import words
from fieldapp.ui.components import Button, Card, ChoiceRow, LineInput, label
from fieldapp.wording import tr

_WIDTH = 440
_START, _APPOINTMENT, _OTHER = "1", "2", "9"
_DIGITS = "123456789"
Take = Callable[[str, str, str], object]
"""Digit of the result, next time (ISO 8601), remark."""


class ResultSlip(Card):
    """Over the page. A digit records and closes; Esc gives up, or goes back to the digits."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(16, 6)
        self.setParent(parent)
        self._take: Take = lambda _key, _when, _note: None
        self._asked = ""
        self._title = label("", "body-bold", wrap=True)
        self.rows = {digit: ChoiceRow(digit, "") for digit in _DIGITS}
        self._help = label("", "small", "ink-2", wrap=True)
        self.box = LineInput()
        self.enter = Button("", "primary", key="Enter", size="table")
        self.leave = Button("", "plain", key="Esc", size="table")
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self.body.addWidget(self._title)
        for one in self.rows.values():
            one.set_low(True)
            one.set_marked(False)
            self.body.addWidget(one)
        self.body.addWidget(self.box)
        self.body.addWidget(self._help)
        line = QHBoxLayout()
        line.addWidget(self.leave)
        line.addStretch(1)
        line.addWidget(self.enter)
        self.body.addLayout(line)

    def _connect(self) -> None:
        for digit, one in self.rows.items():
            one.activated.connect(lambda digit=digit: self._press(digit))
        self.enter.clicked.connect(self._hand_over)
        self.leave.clicked.connect(self._back)
        self.box.textChanged.connect(lambda _text: self._preview())

    def ask(self, title: str, take: Take, digit: str = "") -> None:
        """Ask what came of a contact; with `digit` only for what belongs to that result."""
        from fieldapp.cases.outcomes import result_name

        self._take = take
        self._title.setText(title)
        for key, one in self.rows.items():
            one.set_label(result_name(key))
        self.leave.set_text(tr("Cancel"))
        self.enter.set_text(tr("Record"))
        self._show_rows(digit)

    def close_slip(self) -> None:
        """Give up."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits, arrows, Enter and Esc; nothing goes on to the page behind."""
        event.accept()
        rows = list(self.rows.values())
        here = next((at for at, one in enumerate(rows) if one.hasFocus()), -1)
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._press(_DIGITS[here]) if here >= 0 else self._hand_over()
        elif here >= 0 and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            rows[(here + step) % len(rows)].setFocus(Qt.FocusReason.TabFocusReason)
        elif not self._asked and event.text() in self.rows:
            self._press(event.text())

    def _press(self, digit: str) -> None:
        if digit in (_APPOINTMENT, _OTHER):
            self._show_rows(digit)
        else:
            self._done(digit, "", "")

    def _show_rows(self, asked: str) -> None:
        """The digits, or the field of one of them."""
        self._asked = asked
        for one in self.rows.values():
            one.setVisible(not asked)
        for part in (self.box, self._help, self.enter):
            part.setVisible(bool(asked))
        self.box.clear()
        self.box.setAccessibleName(tr("When?") if asked == _APPOINTMENT else tr("A remark, without names"))
        self._preview()
        self._place()
        self.show()
        self.raise_()
        first: QWidget = self.box if asked else self.rows["1"]
        first.setFocus(Qt.FocusReason.PopupFocusReason)

    def _preview(self) -> None:
        if self._asked != _APPOINTMENT:
            self._help.setText(tr("A remark, without names"))
            self.enter.setEnabled(bool(self.box.text().strip()))
            return
        when = self._when()
        self._help.setText(words.expected(when) if when else tr("Like 18:30, tomorrow 9:00, 25 14:30"))
        self.enter.setEnabled(bool(when))

    def _when(self) -> str:
        from fieldapp.cases import read_time

        return read_time(self.box.text())

    def _hand_over(self) -> None:
        text, when = self.box.text().strip(), self._when()
        if self._asked == _APPOINTMENT and when:
            self._done(self._asked, when, "")
        elif self._asked == _OTHER and text:
            self._done(self._asked, "", text)

    def _back(self) -> None:
        self.close_slip()

    def _done(self, digit: str, when: str, note: str) -> None:
        self.close_slip()
        self._take(digit, when, note)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.resize(min(_WIDTH, parent.width() - 32), 0)
            self.adjustSize()
            self.resize(min(_WIDTH, parent.width() - 32), self.sizeHint().height())
            self.move((parent.width() - self.width()) // 2, max(16, (parent.height() - self.height()) // 3))
