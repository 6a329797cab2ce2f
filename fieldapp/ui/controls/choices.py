"""select_one and select_multiple as rows with key caps (up to 30 choices)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from fieldapp.interview import ChoiceItem, Node
from fieldapp.ui.components.choicerow import ChoiceRow
from fieldapp.ui.controls import missing
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Control, Hint, typed_char
from fieldapp.ui.controls.choicekeys import TWO_DIGITS_WITHIN, DigitKeys, caps
from fieldapp.ui.controls.longlist import toggled
from fieldapp.wording import tr


class ChoicesControl(Control):
    """Digits choose, Up and Down move the ring only, Space chooses. Choosing does not go on."""

    def __init__(
        self, node: Node, around: Around = NOTHING_AROUND, columns: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(node, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.multiple = node.control is not None and node.control.kind == "select"
        self._missing_codes = around.missing_codes
        self._columns = columns
        self._choices: list[ChoiceItem] = []
        self.rows: list[ChoiceRow] = []
        self._keys = DigitKeys(())
        self._second = QTimer(self, interval=TWO_DIGITS_WITHIN, singleShot=True)
        self._second.timeout.connect(self._no_second_digit)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setVerticalSpacing(5)
        self._layout.setHorizontalSpacing(12)
        self.show_node()

    @property
    def entry(self) -> QWidget:
        """The chosen row, else the first."""
        chosen = [row for row in self.rows if row.chosen()]
        return chosen[0] if chosen else self.rows[0] if self.rows else self

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The range of digits, and moving."""
        signs = [cap for cap in self._keys.caps if cap]
        digits = (
            Hint((signs[0], "–", signs[-1]), tr("choose"))
            if len(signs) > 1
            else Hint(("Space",), tr("choose"))
        )
        return (digits, Hint(("↑", "↓"), tr("move")))

    def show_node(self) -> None:
        """Rows for the choices there are now, in place where they are the same."""
        choices = missing.without(self.node.choices(), missing.of_node(self.node, self._missing_codes))
        if [choice.value for choice in choices] != [choice.value for choice in self._choices]:
            self._build(choices)
        self._choices = choices
        chosen = self.node.value.split() if self.multiple else [self.node.value]
        for row, choice in zip(self.rows, choices, strict=True):
            if row.label() != choice.label:
                row.set_label(choice.label)
            if row.chosen() != (choice.value in chosen):
                row.set_chosen(choice.value in chosen)

    def choose(self, at: int) -> None:
        """Choose (or toggle) the choice at a place in the list."""
        code = self._choices[at].value
        self.rows[at].setFocus()
        self.give(toggled(self._without_missing(), code, self.node) if self.multiple else code)

    def _without_missing(self) -> str:
        """The ticked codes, less a don't know or refused that a real choice replaces."""
        codes = missing.of_node(self.node, self._missing_codes).codes
        return " ".join(code for code in self.node.value.split() if code not in codes)

    def _build(self, choices: list[ChoiceItem]) -> None:
        for row in self.rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        signs = caps([choice.value for choice in choices])
        self._keys = DigitKeys(signs)
        kind = "many" if self.multiple else "one"
        self.rows = [ChoiceRow(cap, choice.label, kind) for cap, choice in zip(signs, choices, strict=True)]
        for at, row in enumerate(self.rows):
            row.set_place(at + 1, len(choices))
            row.activated.connect(lambda at=at: self.choose(at))
            row.installEventFilter(self)
            self._layout.addWidget(row, at % self._height, at // self._height)
            row.show()  # at once: the focus may come here before the layout's own turn

    def focusInEvent(self, _event: object) -> None:
        """The rows take the focus, not the frame around them."""
        if self.entry is not self:
            self.entry.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Digits, arrows, Home and End of the focused row."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        step = self._step(event)
        if step:
            self._move(step)
            return True
        if (digit := typed_char(event)).isdecimal() and digit.isascii():
            self._digit(digit)
            return True
        return False

    def _step(self, event: QKeyEvent) -> int:
        """How far an arrow moves the ring; 0 for all other keys. Columns are read downwards."""
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return 0
        side = self._height if self._columns > 1 else 0
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -side, Qt.Key.Key_Right: side}
        return steps.get(Qt.Key(event.key()), 0)

    @property
    def _height(self) -> int:
        """Rows in a column."""
        return -(-len(self.rows) // self._columns)

    def _move(self, step: int) -> None:
        at = next((place for place, row in enumerate(self.rows) if row.hasFocus()), 0) + step
        if 0 <= at < len(self.rows):
            self.rows[at].setFocus(Qt.FocusReason.TabFocusReason)

    def _digit(self, digit: str) -> None:
        cap = self._keys.digit(digit)
        if self._keys.pending:
            self._second.start()
        else:
            self._second.stop()
        self._take_cap(cap)

    def _no_second_digit(self) -> None:
        self._take_cap(self._keys.timeout())

    def _take_cap(self, cap: str | None) -> None:
        if cap is not None:
            self.choose(list(self._keys.caps).index(cap))

    def flush(self) -> None:
        """A first digit that waits for its second counts as it is."""
        if self._second.isActive():
            self._second.stop()
            self._no_second_digit()
