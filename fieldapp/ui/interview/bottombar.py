"""The bar below an interview: back, the keys of this kind of question, next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.ui.components import Bar, Button, KeyCap, label
from fieldapp.ui.controls import Hint
from fieldapp.wording import tr

HEIGHT = 64


class BottomBar(Bar):
    """Never scrolls away."""

    back = Signal()
    onward = Signal()

    def __init__(self) -> None:
        super().__init__("bottom")
        self.setFixedHeight(HEIGHT)
        self.row.setContentsMargins(24, 0, 24, 0)
        self.back_button = Button("", icon="arrow-left", key="PgUp", size="bar")
        self.reason = label("", "body", "error")
        self.next_button = Button("", "primary", "arrow-right", "Enter", size="bar", icon_after=True)
        self._strip = QWidget()
        self._keys = QHBoxLayout(self._strip)
        self._keys.setContentsMargins(0, 0, 0, 0)
        self._keys.setSpacing(8)
        self._shown: tuple[Hint, ...] = ()
        self.row.addWidget(self.back_button)
        self.row.addStretch(1)
        self.row.addWidget(self._strip)
        self.row.addStretch(1)
        self.row.addWidget(self.reason)
        self.row.addWidget(self.next_button)
        for button in (self.back_button, self.next_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back_button.clicked.connect(self.back)
        self.next_button.clicked.connect(self.onward)

    def asking(self, *, several: bool, last: bool) -> None:
        """Words and keys while a question is in front."""
        self.reason.setText("")
        self.back_button.set_text(tr("Back"))
        self.back_button.set_key("PgUp")
        self.next_button.set_text(tr("Review all") if last else tr("Next page") if several else tr("Next"))
        self.next_button.set_icon("arrow-right")
        self.next_button.set_key("Ctrl+Enter" if several else "Enter")
        self.next_button.setEnabled(True)

    def reviewing(self, back_to: str, reason: str) -> None:
        """Words and keys on the review page; `reason` is why it cannot be finalised."""
        self.back_button.set_text(tr("Back to {number}", number=back_to) if back_to else tr("Back"))
        self.back_button.set_key("Esc")
        self.reason.setText(reason)
        self.next_button.set_text(tr("Finalise"))
        self.next_button.set_icon("check-decagram-outline")
        self.next_button.set_key("Ctrl+Enter")
        self.next_button.setEnabled(not reason)
        self.show_hints(())

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Keys of what has the focus."""
        if tuple(hints) == self._shown:
            return
        self._shown = tuple(hints)
        while self._keys.count():
            gone = self._keys.takeAt(0).widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for hint in hints:
            self._add(hint)

    def hide_hints(self, hidden: bool) -> None:
        """Narrow windows have no room for them."""
        self._strip.setVisible(not hidden)

    def _add(self, hint: Hint) -> None:
        for key in hint.keys:
            self._keys.addWidget(label(key, "body", "ink-2") if key == "–" else KeyCap(key))
        self._keys.addWidget(label(hint.text, "body", "ink-2"))
        self._keys.addSpacing(8)
