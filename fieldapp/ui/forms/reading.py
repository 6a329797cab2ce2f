"""Lines to read in place of the sheet: a comparison of versions, a robot's report."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.ui.components import Button, label, row, rule, scroll
from fieldapp.wording import tr


class Reading(QWidget):
    """`show_lines(title, [(sentence, what it means)])`; Esc or the button goes back."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "page-title")
        self._close = Button("", "plain", "close", "Esc", size="table")
        self._content = QWidget()
        self._lines = QVBoxLayout(self._content)
        self._lines.setContentsMargins(16, 8, 16, 8)
        head = row(margins=(16, 8, 16, 8))
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(rule())
        self._area = scroll(self._content)
        whole.addWidget(self._area, 1)
        self._close.clicked.connect(self.closed)

    def show_lines(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """A new text, from its beginning."""
        self._title.setText(title)
        while self._lines.count():
            item = self._lines.takeAt(0)
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for sentence, meaning in lines:
            self._lines.addWidget(_selectable(sentence, "body"))
            if meaning:
                self._lines.addWidget(_selectable(meaning, "small", "ink-2"))
        self._lines.addStretch(1)
        self._area.verticalScrollBar().setValue(0)

    def text(self) -> str:
        """All that is shown."""
        widgets = (self._lines.itemAt(at).widget() for at in range(self._lines.count()))
        return "\n".join(widget.text() for widget in widgets if widget is not None)  # type: ignore[attr-defined]

    def take_focus(self) -> None:
        """Esc leaves from here."""
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._close.set_text(tr("Close"))


def _selectable(text: str, role: str, tone: str = "") -> QWidget:
    made = label(text, role, tone, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made
