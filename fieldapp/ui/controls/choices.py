"""select_one and select_multiple as rows with key caps (up to 30 choices)."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLayout, QWidget

from fieldapp.interview import ChoiceItem, Node
from fieldapp.ui.components.choicerow import ChoiceRow
from fieldapp.ui.controls import markdown, media, missing, ticking
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.arrange import arrangement
from fieldapp.ui.controls.base import Control, Hint, typed_char
from fieldapp.ui.controls.choicekeys import TWO_DIGITS_WITHIN, DigitKeys, caps
from fieldapp.ui.controls.flow import FlowLayout
from fieldapp.wording import tr

_ARROWS = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}


class ChoicesControl(Control):
    """Digits choose, arrows move the ring only, Space chooses. Choosing does not go on, but for `quick`."""

    def __init__(
        self, node: Node, around: Around = NOTHING_AROUND, columns: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(node, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.multiple = node.control is not None and node.control.kind == "select"
        self.around = around
        self.look = arrangement(node, columns)
        self._choices: list[ChoiceItem] = []
        self.rows: list[ChoiceRow] = []
        self._keys = DigitKeys(())
        self._second = QTimer(self, interval=TWO_DIGITS_WITHIN, singleShot=True)
        self._second.timeout.connect(self._no_second_digit)
        self._layout = self._make_layout()
        self.show_node()

    def _make_layout(self) -> QLayout:
        """Where the rows stand; a subclass may put something above them."""
        return self._rows_layout(self)

    def _rows_layout(self, holder: QWidget) -> QLayout:
        if self.look.packed:
            return FlowLayout(holder)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(5)
        grid.setHorizontalSpacing(8 if self.look.tall else 12)
        return grid

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
        return (digits, Hint(("←", "→") if self.look.tall else ("↑", "↓"), tr("move")))

    def show_node(self) -> None:
        """Rows for the choices there are now, in place where they are the same."""
        choices = missing.without(self.node.choices(), missing.of_node(self.node, self.around.missing_codes))
        if [choice.value for choice in choices] != [choice.value for choice in self._choices]:
            self._build(choices)
        self._choices = choices
        chosen = self.node.value.split() if self.multiple else [self.node.value]
        for row, choice in zip(self.rows, choices, strict=True):
            if row.label() != markdown.plain(choice.label):
                self._dress(row, choice)
            if row.chosen() != (choice.value in chosen):
                row.set_chosen(choice.value in chosen)

    def set_name(self, name: str) -> None:
        """The question is the name of the list; each row says its own words."""
        self.setAccessibleName(name)

    def chosen(self) -> list[str]:
        """The codes of the rows that show as chosen."""
        return [choice.value for row, choice in zip(self.rows, self._choices, strict=True) if row.chosen()]

    def choose(self, at: int) -> None:
        """Choose (or toggle) the choice at a place in the list."""
        code = self._choices[at].value
        self.rows[at].setFocus()
        self.give(ticking.ticked(self.node, code, self.around.missing_codes) if self.multiple else code)
        stayed = self.window().focusWidget() is self.rows[at]
        if self.look.quick and not self.multiple and self.node.value == code and stayed:
            self.done.emit()

    def _build(self, choices: list[ChoiceItem]) -> None:
        for row in self.rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        signs = caps([choice.value for choice in choices])
        self._keys = DigitKeys(signs)
        self.rows = [self._row(cap, choice) for cap, choice in zip(signs, choices, strict=True)]
        for at, row in enumerate(self.rows):
            row.set_place(at + 1, len(choices))
            row.activated.connect(lambda at=at: self.choose(at))
            self._put(row, at)
            if self.isVisible():
                row.show()  # at once: the focus may come here before the layout's own turn

    def _row(self, cap: str, choice: ChoiceItem) -> ChoiceRow:
        words = markdown.plain(choice.label)
        row = ChoiceRow(cap, words, "many" if self.multiple else "one", tall=self.look.tall)
        self._dress(row, choice)
        if not self.look.marks:
            row.set_marked(False)
        for kind in ("audio", "video"):
            if kind in choice.media:
                row.add_beside(media.play_button(kind, choice.media[kind], self.around.form_file))
        return row

    def _dress(self, row: ChoiceRow, choice: ChoiceItem) -> None:
        """Words, and the picture that goes with them in this language."""
        marked = markdown.is_marked(choice.label)
        row.set_label(markdown.plain(choice.label), markdown.rich(choice.label) if marked else "")
        if name := choice.media.get("image") or choice.media.get("big-image"):
            row.set_picture(media.read_picture(self.around.form_file(name), media.SMALL))

    def _put(self, row: ChoiceRow, at: int) -> None:
        if isinstance(self._layout, QGridLayout):
            self._layout.addWidget(row, at % self._height, at // self._height)
            self._layout.setColumnStretch(at // self._height, 1)
        else:
            self._layout.addWidget(row)

    def focusInEvent(self, _event: object) -> None:
        """The rows take the focus, not the frame around them."""
        if self.entry is not self:
            self.entry.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits and arrows, which the focused row leaves to us."""
        if not self._key(event):
            super().keyPressEvent(event)

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
        down, across = _ARROWS.get(Qt.Key(event.key()), (0, 0))
        if self.look.packed or self._height == 1:
            return down + across
        return down + across * (self._height if self.look.columns > 1 else 0)

    @property
    def _height(self) -> int:
        """Rows in a column."""
        return max(1, -(-len(self.rows) // self.look.columns))

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
