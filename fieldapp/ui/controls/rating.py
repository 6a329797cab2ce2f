"""ODK range as stars (`rating`) and as a list of numbers (`picker`)."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui import icons, theme
from fieldapp.ui.components import Combo
from fieldapp.ui.controls import missing
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Control, Hint, typed_char
from fieldapp.ui.controls.entrykeys import PAGE_KEYS
from fieldapp.ui.controls.range import Span
from fieldapp.ui.style import ringed
from fieldapp.wording import tr

STAR = 44
MOST_STARS = 10


class RatingControl(Control):
    """As many stars as the range has steps. A digit gives that many, Left and Right one less or more."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self._around = around
        self.numbers = Span(node).numbers()[:MOST_STARS]
        if self.numbers[:1] == ["0"]:
            self.numbers = self.numbers[1:]
        self.stars = Stars(len(self.numbers), self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.stars, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.stars)
        self.stars.picked.connect(lambda count: self.give(self.numbers[count - 1]))
        self.show_node()

    @property
    def entry(self) -> QWidget:
        """The stars."""
        return self.stars

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Digits or arrows."""
        return (Hint(("1", "–", str(len(self.numbers))), tr("choose")), Hint(("←", "→"), tr("step")))

    def count(self) -> int:
        """How many stars are full."""
        return self.numbers.index(self.node.value) + 1 if self.node.value in self.numbers else 0

    def show_node(self) -> None:
        """As many full stars as the answer says; its word beside them when it is don't know."""
        code = missing.of_node(self.node, self._around.missing_codes).code_of(self.node.value)
        self.stars.show_count(self.count(), missing.meaning(code))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            count = max(1, min(len(self.numbers), self.count() + step))
            self.give(self.numbers[count - 1])
        elif (digit := typed_char(event)).isdecimal() and digit.isascii():
            self._digit(digit)
        else:
            super().keyPressEvent(event)

    def _digit(self, digit: str) -> None:
        at = 10 if digit == "0" else int(digit)
        if 1 <= at <= len(self.numbers):
            self.give(self.numbers[at - 1])


class Stars(QWidget):
    """A row of stars, some of them full."""

    picked = Signal(int)

    def __init__(self, total: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._total, self._count, self._word = total, 0, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        ringed(self)

    def show_count(self, count: int, word: str) -> None:
        """Full stars, or a word instead of an answer."""
        self._count, self._word = count, word
        said = word or tr("{count} of {total}", count=count, total=self._total)
        self.setAccessibleDescription(said)
        self.update()

    @property
    def count(self) -> int:
        """How many are full."""
        return self._count

    def sizeHint(self) -> QSize:
        return QSize(self._total * STAR + 150, STAR)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = int(event.position().x() // STAR) + 1
        if 1 <= at <= self._total:
            self.picked.emit(at)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for at in range(self._total):
            full = at < self._count
            area = QRectF(at * STAR + 4, 4, STAR - 8, STAR - 8)
            icons.paint(
                painter, area, "star" if full else "star-outline", "accent" if full else "line-strong"
            )
        painter.setPen(theme.color("ink-2"))
        painter.setFont(theme.font("input"))
        words = self._word or (f"{self._count} / {self._total}" if self._count else "")
        area = QRectF(self._total * STAR + 12, 0, 136, STAR)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


class _Numbers(Combo):
    """Qt's own list takes Ctrl+Z for a search and the page keys for moves; they are the interview's."""

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def add(self, text: str) -> None:
        """A number; Qt would switch the input method on for an item that may be edited."""
        self.addItem(text, text)
        items = self.model()
        assert isinstance(items, QStandardItemModel)
        items.item(items.rowCount() - 1).setEditable(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in PAGE_KEYS or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class PickerControl(Control):
    """A drop-down list of all numbers; digits find one, Alt+Down opens it."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self._around = around
        self.combo = _Numbers()
        self.combo.setMaximumWidth(264)
        for one in ("", *Span(node).numbers()):
            self.combo.add(one)
        self.combo.view().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.combo)
        self.setFocusProxy(self.combo)
        self.combo.activated.connect(self._taken)
        self.show_node()

    @property
    def entry(self) -> QWidget:
        """The list."""
        return self.combo

    @property
    def hints(self) -> tuple[Hint, ...]:
        """How to choose."""
        return (Hint(("↑", "↓"), tr("choose")), Hint(("Alt+↓",), tr("open")))

    def show_node(self) -> None:
        """The answer, an empty line, or the word for don't know in its place."""
        code = missing.of_node(self.node, self._around.missing_codes).code_of(self.node.value)
        self.combo.setItemText(0, missing.meaning(code))
        self.combo.setCurrentIndex(max(0, self.combo.findData(self._plain())))
        self.combo.setEnabled(not self.node.readonly)

    def _plain(self) -> str:
        """`12.0` of a decimal is the 12 of the list."""
        value = self.node.value
        return value if self.combo.findData(value) >= 0 else value.removesuffix(".0")

    def _taken(self, at: int) -> None:
        self.give(str(self.combo.itemData(at)))
        self.show_node()
