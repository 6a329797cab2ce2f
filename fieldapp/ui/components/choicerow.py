"""One choice of a question: key cap, words, mark. The whole row is the target."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QSizePolicy, QWidget

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

    Other keys are left to the list around it: digits, Up and Down, Enter. `tall`: words below the cap, for
    scales that stand side by side.
    """

    activated = Signal()

    def __init__(
        self, cap: str, label: str, kind: str = "one", chosen: bool = False, *, tall: bool = False
    ) -> None:
        super().__init__()
        self._kind, self._chosen, self._place, self._tall = kind, False, (0, 0), tall
        self._words = label
        self._cap = KeyCap(cap, large=True)
        self._label = words(label, "choice", wrap=True)
        self._label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._mark = IconLabel(*_MARKS[kind, False], 24)
        self._picture: QLabel | None = None
        self._lay_out()
        self._cap.setVisible(bool(cap))  # only now: shown without a parent it would be a window of its own
        self.setProperty("opt", "true")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        ringed(self)
        self.set_chosen(chosen)

    def _lay_out(self) -> None:
        direction = QBoxLayout.Direction.TopToBottom if self._tall else QBoxLayout.Direction.LeftToRight
        self._box = QBoxLayout(direction, self)
        self._box.setContentsMargins(16, 6, 16, 6)
        self._box.setSpacing(8 if self._tall else 16)
        centre, none = Qt.AlignmentFlag.AlignHCenter, Qt.AlignmentFlag(0)
        self._box.addWidget(self._cap, 0, centre if self._tall else Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(self._label, 1)
        self._box.addWidget(self._mark, 0, centre if self._tall else none)
        if self._tall:
            self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set_low(False)

    def set_low(self, low: bool) -> None:
        """46 px high, or 42 in a low window; more when the words need it."""
        self.setMinimumHeight(LOW_HEIGHT if low else HEIGHT)
        margin = 4 if low else 6
        side = 8 if self._tall else 16
        self._box.setContentsMargins(side, margin, side, margin)

    def set_marked(self, marked: bool) -> None:
        """Without its mark the cap and the frame say what is chosen."""
        self._mark.setVisible(marked)

    def set_picture(self, picture: QPixmap) -> None:
        """Show a picture beside the words (above them when tall)."""
        if self._picture is None:
            self._picture = QLabel()
            self._box.insertWidget(self._box.indexOf(self._label), self._picture)
        self._picture.setPixmap(picture)
        self._picture.setVisible(not picture.isNull())
        self._label.setVisible(bool(self._words) or picture.isNull())

    def add_beside(self, widget: QWidget) -> None:
        """Something small between words and mark."""
        self._box.insertWidget(self._box.indexOf(self._mark), widget)

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
        return self._words

    def set_label(self, text: str, rich: str = "") -> None:
        """Other words, after a change of language; `rich` is how they look if they have marks."""
        self._words = text
        rich_text, plain = Qt.TextFormat.RichText, Qt.TextFormat.PlainText
        self._label.setTextFormat(rich_text if rich else plain)
        self._label.setText(rich or text)
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
        parts += [self._words] + ([tr("chosen")] if self._chosen else [])
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
