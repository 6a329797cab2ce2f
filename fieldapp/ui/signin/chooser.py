"""Who is it? One row for each person; digits, arrows and Space choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.study.people import Person
from fieldapp.study.rights import role_name
from fieldapp.ui.components import ChoiceRow, label


class PersonChooser(QWidget):
    """`chosen` with the code when a person chooses."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._people: list[Person] = []
        self._rows: list[ChoiceRow] = []
        self._code = ""
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 8, 0, 8)
        self._box.setSpacing(8)

    def show_people(self, people: Sequence[Person], code: str) -> None:
        """These people, one of them chosen ("": nobody yet)."""
        for row in self._rows:
            self._box.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._people = list(people)
        self._rows = [self._row(place, person) for place, person in enumerate(people)]
        for row in self._rows:
            self._box.addWidget(row)
            row.show()  # now, so that it can take the focus
        self.choose(code)

    def code(self) -> str:
        """Who is chosen; "" when nobody is."""
        return self._code

    def choose(self, code: str) -> None:
        """Show somebody as chosen, without `chosen`."""
        self._code = code if any(person.code == code for person in self._people) else ""
        for person, row in zip(self._people, self._rows, strict=True):
            row.set_chosen(person.code == self._code)

    def take_focus(self) -> None:
        """The focus to who is chosen, or the first."""
        codes = [person.code for person in self._people]
        at = codes.index(self._code) if self._code else 0
        if self._rows:
            self._rows[at].setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        digit = event.text() if event.text() in tuple("123456789") else ""
        if step is not None:
            self._move(step)
        elif digit and int(digit) <= len(self._rows):
            self._take(self._people[int(digit) - 1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at() is not None:
            self._take(self._people[self._at() or 0])
        else:
            super().keyPressEvent(event)

    def _at(self) -> int | None:
        return next((at for at, row in enumerate(self._rows) if row.hasFocus()), None)

    def _move(self, step: int) -> None:
        at = self._at()
        following = 0 if at is None else min(max(at + step, 0), len(self._rows) - 1)
        self._rows[following].setFocus(Qt.FocusReason.TabFocusReason)

    def _take(self, person: Person) -> None:
        self.choose(person.code)
        self.chosen.emit(person.code)

    def _row(self, place: int, person: Person) -> ChoiceRow:
        row = ChoiceRow(str(place + 1) if place < 9 else "", f"{person.name} · {person.code}")
        row.add_beside(label(role_name(person.role), "small", "ink-3"))
        row.activated.connect(lambda: self._take(person))
        return row
