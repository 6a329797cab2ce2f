"""What pages with a column of fields have in common."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent

from fieldapp.interview import Node, Screen
from fieldapp.ui.controls import Around
from fieldapp.ui.controls.missing import Missing
from fieldapp.ui.interview.fieldcolumn import FieldColumn
from fieldapp.ui.interview.view import View


class FieldsView(View):
    """Hands on what the window wants of a page to its `column`."""

    several = True

    def __init__(self, screen: Screen, around: Around) -> None:
        super().__init__(screen)
        self.column = FieldColumn(around)
        self.column.answered.connect(self.answered)
        self.column.typed.connect(self.typed)

    def current(self) -> Node | None:
        """The question with the focus."""
        field = self.column.current()
        return field.node if field is not None else None

    def step(self, direction: int) -> bool:
        """The next field."""
        return self.column.step(direction)

    def flush(self) -> None:
        """Hand over half-typed text now."""
        self.column.flush()

    def show_faults(self) -> None:
        """A confirmation came or went."""
        self.column.show_faults()

    def unreadable(self) -> bool:
        """Some field holds a date that is none."""
        return any(field.asked.unreadable for field in self.column.built)

    def saved(self, reference: str, value: str) -> None:
        """The journal has this answer."""
        if field := self.column.field_at(reference):
            field.asked.control.saved(value)

    def refuse(self, reference: str, message: str) -> None:
        """The engine does not take this answer."""
        if field := self.column.field_at(reference):
            field.asked.refuse(message)

    def missing(self) -> Missing:
        """Don't know and refused."""
        return self.column.missing()

    def may_clear(self, _event: QKeyEvent) -> bool:
        """Not in a text field."""
        return self.column.may_clear()
