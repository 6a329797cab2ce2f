"""The slip for a short reason: why an unusual answer is right, why a finished interview is corrected."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.ui.components import Button, Card, label
from fieldapp.ui.controls.entry import Entry
from fieldapp.wording import tr

_WIDTH = 480


class ReasonSlip(Card):
    """Over the page. Enter hands the reason over, Esc gives up; without words it stays."""

    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(16, 8)
        self.setParent(parent)
        self._take: Callable[[str], object] = lambda _reason: None
        self._title = label("", "body-bold", wrap=True)
        self._help = label("", "small", "ink-2", wrap=True)
        self.box = Entry(self)
        self.enter = Button("", "primary", key="Enter", size="table")
        self.leave = Button("", "plain", key="Esc", size="table")
        line = QHBoxLayout()
        line.addWidget(self.leave)
        line.addStretch(1)
        line.addWidget(self.enter)
        for part in (self._title, self._help, self.box):
            self.body.addWidget(part)
        self.body.addLayout(line)
        self.enter.clicked.connect(self._hand_over)
        self.leave.clicked.connect(self.close_slip)
        self.box.edited.connect(self._may_enter)
        self.hide()

    def ask(self, title: str, advice: str, button: str, take: Callable[[str], object]) -> None:
        """Ask for a reason; `take` gets it."""
        self._take = take
        self._title.setText(title)
        self._help.setText(advice)
        self.enter.set_text(button)
        self.leave.set_text(tr("Cancel"))
        self.box.clear()
        self.box.setAccessibleName(title)
        self._may_enter()
        self._place()
        self.show()
        self.raise_()
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_slip(self) -> None:
        """Give up."""
        self.hide()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Esc; nothing goes on to the page behind."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_slip()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._hand_over()
        event.accept()

    def _may_enter(self) -> None:
        self.enter.setEnabled(bool(self.box.text().strip()))

    def _hand_over(self) -> None:
        reason = self.box.text().strip()
        if reason:
            self.close_slip()
            self._take(reason)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.resize(min(_WIDTH, parent.width() - 32), 0)
            self.adjustSize()
            self.resize(min(_WIDTH, parent.width() - 32), self.sizeHint().height())
            self.move((parent.width() - self.width()) // 2, max(72, (parent.height() - self.height()) // 3))
