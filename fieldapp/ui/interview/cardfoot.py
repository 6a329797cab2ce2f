"""Below the answer: don't know, refused, clear. Only what this question can take is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components import Button
from fieldapp.ui.controls import kind_of
from fieldapp.ui.controls.missing import Missing
from fieldapp.wording import tr

_GAP = 16
_NO_CLEAR = ("note", "calculated")
_TYPED = {
    "text", "lines", "digits", "masked", "integer", "decimal", "range", "date", "month", "year", "time",
    "moment", "position", "search-one", "search-many",
}  # fmt: skip


class CardFoot(QWidget):
    """Emits the value that a button stands for; "" clears."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._missing = Missing()
        self._value = ""
        self.unknown = Button("", key="F7")
        self.refused = Button("", key="F8")
        self.not_applicable = Button("")
        self.clear = Button("", "plain", "eraser", "Del")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.setContentsMargins(0, 8, 0, 0)
        self._row.setSpacing(_GAP)
        self._row.addWidget(self.unknown)
        self._row.addWidget(self.refused)
        self._row.addWidget(self.not_applicable)
        self._row.addStretch(1)
        self._row.addWidget(self.clear)
        for button in self._buttons():
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.unknown.clicked.connect(lambda: self.give_unknown())
        self.refused.clicked.connect(lambda: self.give_refused())
        self.not_applicable.clicked.connect(lambda: self._give(self._missing.not_applicable))
        self.clear.clicked.connect(lambda: self.pressed.emit(""))

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest button: where they do not fit beside each other, they stand below."""
        widest = max((button.sizeHint().width() for button in self._shown()), default=0)
        return QSize(widest, self._row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = sum(button.sizeHint().width() + _GAP for button in self._shown())
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(beside if needed <= self.width() + _GAP else below)

    def _shown(self) -> list[Button]:
        return [one for one in self._buttons() if one.isVisibleTo(self)]

    def _buttons(self) -> tuple[Button, ...]:
        return (self.unknown, self.refused, self.not_applicable, self.clear)

    def show_node(self, node: Node, missing: Missing) -> None:
        """Which buttons this question has, and which one is on."""
        self._missing, self._value = missing, missing.code_of(node.value)
        self._show(self.unknown, missing.unknown, missing.unknown_label or tr("Don't know"))
        self._show(self.refused, missing.refused, missing.refused_label or tr("Refused"))
        self._show(self.not_applicable, missing.not_applicable, tr("Not applicable"))
        clearable = kind_of(node) not in _NO_CLEAR and not node.readonly
        self.clear.setVisible(clearable)
        self.clear.set_text(tr("Clear answer"))
        self.clear.setEnabled(bool(node.value))
        self.clear.set_key(None if kind_of(node) in _TYPED else "Del")
        self.setVisible(clearable or bool(missing))

    def give_unknown(self) -> None:
        """F7; a second time takes it back."""
        self._give(self._missing.unknown)

    def give_refused(self) -> None:
        """F8; a second time takes it back."""
        self._give(self._missing.refused)

    def _give(self, code: str) -> None:
        if code:
            self.pressed.emit("" if self._value == code else code)

    def _show(self, button: Button, code: str, text: str) -> None:
        button.setVisible(bool(code))
        button.set_text(text)
        on = bool(code) and self._value == code
        button.setProperty("on", "true" if on else "false")  # in the sun there are no tints
        button.set_kind("soft" if on else "secondary")
