"""One choice of a question: key cap, words, mark. The whole row is the target."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from fieldapp.ui import theme
from fieldapp.ui.components.frames import label as words
from fieldapp.ui.components.keycap import KeyCap
from fieldapp.ui.icons import IconLabel
from fieldapp.ui.style import ringed
from fieldapp.wording import tr

_MARKS = {
    ("one", False): ("radiobox-blank", "line-strong"),
    ("one", True): ("radiobox-marked", "accent"),
    ("many", False): ("checkbox-blank-outline", "line-strong"),
    ("many", True): ("checkbox-marked", "accent"),
}
HEIGHT = 46
LOW_HEIGHT = 42  # in windows less than 720 px high


class ChoiceRow(QFrame):
    """`kind` is "one" or "many". Emits `activated` on a click or Space; it never changes by itself.

    Other keys are left to the list around it: digits, Up and Down, Enter.
    """

    activated = Signal()

    def __init__(self, cap: str, label: str, kind: str = "one", chosen: bool = False) -> None:
        super().__init__()
        self._kind, self._chosen, self._place = kind, False, (0, 0)
        self._cap = KeyCap(cap, large=True)
        self._label = words(label, "choice", wrap=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._mark = IconLabel(*_MARKS[kind, False], 24)
        self._lay_out()
        self._cap.setVisible(bool(cap))  # only now: shown without a parent it would be a window of its own
        self.setProperty("opt", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        ringed(self)
        self.set_chosen(chosen)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(16)
        row.addWidget(self._cap, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._label, 1)
        row.addWidget(self._mark)
        self.set_low(False)

    def set_low(self, low: bool) -> None:
        """46 px high, or 42 in a low window; more when the words need it."""
        self.setMinimumHeight(LOW_HEIGHT if low else HEIGHT)
        margin = 4 if low else 6
        layout = self.layout()
        assert layout is not None
        layout.setContentsMargins(16, margin, 16, margin)

    def chosen(self) -> bool:
        """Whether it shows as chosen."""
        return self._chosen

    def set_chosen(self, chosen: bool) -> None:
        """Show it as chosen or not."""
        self._chosen = chosen
        theme.set_property(self, "on", "true" if chosen else "false")
        self._cap.set_look("filled" if chosen else "plain")
        theme.set_role(self._label, "choice-chosen" if chosen else "choice")
        self._mark.set_icon(*_MARKS[self._kind, chosen])
        self._describe()

    def label(self) -> str:
        """The words of the choice."""
        return self._label.text()

    def set_label(self, text: str) -> None:
        """Other words, after a change of language."""
        self._label.setText(text)
        self._describe()

    def cap(self) -> str:
        """What the key cap says; "" when there is none."""
        return self._cap.text()

    def set_place(self, position: int, count: int) -> None:
        """Its place, "3 of 8", for screen readers."""
        self._place = (position, count)
        self._describe()

    def _describe(self) -> None:
        position, count = self._place
        parts = [tr("{position} of {count}", position=position, count=count)] if count else []
        parts += [self._label.text()] + ([tr("chosen")] if self._chosen else [])
        self.setAccessibleName(tr(", ").join(parts))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.activated.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.activated.emit()
        else:
            super().keyPressEvent(event)
