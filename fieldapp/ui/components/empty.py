"""What stands where nothing is: an icon, what it means, what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.ui.components.button import Button
from fieldapp.ui.components.frames import label
from fieldapp.ui.icons import IconLabel


class EmptyState(QWidget):
    """`set(title, sentence, action)`; without an action the button hides. `button.clicked` is yours."""

    def __init__(self, icon: str, token: str = "ink-3") -> None:
        super().__init__()
        self.icon = IconLabel(icon, token, 40)
        self._title = label("", "body-bold")
        self._sentence = label("", "body", "ink-3", wrap=True)
        self.button = Button("", "secondary")
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(1)
        for part in (self.icon, self._title, self._sentence, self.button):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def set(self, title: str, sentence: str = "", action: str = "") -> None:
        """Its words."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self._sentence.setMinimumWidth(min(480, self._sentence.fontMetrics().horizontalAdvance(sentence) + 8))
        self.button.set_text(action)
        self.button.setVisible(bool(action))
        self.setAccessibleName(title)

    def title(self) -> str:
        """What it says in bold."""
        return self._title.text()
