"""A choice of a few, side by side, exactly one of them on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from fieldapp.ui import theme
from fieldapp.ui.style import ringed


class Segmented(QWidget):
    """`Segmented([("zh", "中文"), ("en", "EN")])`; emits `chosen(id)` when a person chooses."""

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], *, height: int = 32, says: str = "") -> None:
        super().__init__()
        self._height = height
        self._buttons: dict[str, _Segment] = {}
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(says)
        self.set_options(options)

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Other options; the one that was on stays on if it is still there."""
        before = self.value()
        if list(self._buttons) == [identity for identity, _ in options]:
            for identity, text in options:
                self._buttons[identity].set_text(text)
            return
        for button in self._buttons.values():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {identity: self._segment(identity, text) for identity, text in options}
        for place, button in enumerate(self._buttons.values()):
            button.setProperty("seg", _place(place, len(self._buttons)))
        self.set_value(before or next(iter(self._buttons), ""))

    def _segment(self, identity: str, text: str) -> _Segment:
        button = _Segment(text, self._height)
        button.clicked.connect(lambda: self.chosen.emit(identity))
        self._group.addButton(button)
        self._row.addWidget(button)
        return button

    def value(self) -> str:
        """The id that is on; "" when there are no options."""
        return next((identity for identity, button in self._buttons.items() if button.isChecked()), "")

    def set_value(self, identity: str) -> None:
        """Switch one on without emitting `chosen`."""
        if identity in self._buttons:
            self._buttons[identity].setChecked(True)

    def button(self, identity: str) -> QToolButton:
        """The button of one option."""
        return self._buttons[identity]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        names = list(self._buttons)
        if step is None or not names:
            super().keyPressEvent(event)
            return
        following = names[(names.index(self.value()) + step) % len(names)]
        self._buttons[following].setFocus()
        self._buttons[following].click()


class _Segment(QToolButton):
    def __init__(self, text: str, height: int) -> None:
        super().__init__()
        self._tall = height
        self.setCheckable(True)
        self.setFixedHeight(height)
        self._stop(False)
        ringed(self)
        self.toggled.connect(self._embolden)
        self.toggled.connect(self._stop)
        self.set_text(text)
        self._embolden(False)

    def set_text(self, text: str) -> None:
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(theme.font("body-bold")).horizontalAdvance(self.text()) + 26, self._tall)

    def _stop(self, on: bool) -> None:
        """Tab stops at the one that is on; the arrows go to the others."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)

    def _embolden(self, on: bool) -> None:
        theme.set_role(self, "body-bold" if on else "body")


def _place(place: int, count: int) -> str:
    if count == 1:
        return "only"
    return "first" if place == 0 else "last" if place == count - 1 else "mid"
