"""The strip where a reason, or an own answer, is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from fieldapp.ui.components import Bar, KeyCap, LineInput, label


class Writing(Bar):
    """`ask(title, text, take)`; Enter hands it over, Esc gives up. Where nothing is asked it is a reason."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__("bottom")
        self._take: Callable[[str], object] | None = None
        self.title = label("", "body-bold")
        self.field = _Field()
        self.hints = [(cap, label("", "small", "ink-2")) for cap in ("←", "→", "E", "R", "N", "S")]
        self.row.setContentsMargins(16, 6, 16, 6)
        self.row.addWidget(self.title)
        self.row.addWidget(self.field, 9)
        self.row.addStretch(1)
        for cap, words in self.hints:
            self.row.addWidget(KeyCap(cap))
            self.row.addWidget(words)
        self.field.entered.connect(self.hand_over)
        self.field.left.connect(self.close_field)
        self.field.hide()

    def ask(self, title: str, text: str, take: Callable[[str], object]) -> None:
        """Write; `text` is offered, and gone with the first key."""
        self._take = take
        self.title.setText(title)
        self.field.setText(text)
        self.field.setAccessibleName(title)
        self._show(writing=True)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def open(self) -> bool:
        """Whether somebody is writing."""
        return self._take is not None

    def hand_over(self) -> None:
        """Enter."""
        take, text = self._take, self.field.text().strip()
        if take is not None and text:
            self.close_field()
            take(text)

    def close_field(self) -> None:
        """Esc: nothing is kept."""
        self._take = None
        self._show(writing=False)
        self.closed.emit()

    def _show(self, *, writing: bool) -> None:
        self.field.setVisible(writing)


class _Field(LineInput):
    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
