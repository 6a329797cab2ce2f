"""A field for a passphrase or PIN: dots, an eye to see them, a word when Caps Lock is on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fieldapp.ui.components import Button, LineInput, label
from fieldapp.wording import tr

_HIDDEN = Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData


class _Field(LineInput):
    caps = Signal(bool)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text.isascii() and text.isalpha():
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(text.isupper() != shift)
        super().keyPressEvent(event)


class SecretInput(QWidget):
    """`submitted` on Enter. While dots are shown there is no input method: Chinese needs the eye."""

    submitted = Signal()
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pin = False
        self.field = _Field()
        self.eye = Button("", "plain", "eye-outline")
        self._note = label("", "small", "ink-3", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(4)
        line.addWidget(self.field, 1)
        line.addWidget(self.eye)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addLayout(line)
        whole.addWidget(self._note)
        self.setFocusProxy(self.field)
        self.field.caps.connect(self._caps)
        self.field.returnPressed.connect(self.submitted)
        self.field.textChanged.connect(lambda _text: self.changed.emit())
        self.eye.clicked.connect(lambda: self.show_text(not self.shown))
        self.show_text(False)

    @property
    def shown(self) -> bool:
        """Whether the characters can be read."""
        return self.field.echoMode() == QLineEdit.EchoMode.Normal

    def text(self) -> str:
        """What was typed, blanks at both ends taken off."""
        return self.field.text().strip()

    def clear(self) -> None:
        """Nothing typed, and dots again. What was typed can not be undone back."""
        self.show_text(False)
        self.field.setText("")
        self._note_text("")

    def use_pin(self, pin: bool) -> None:
        """Digits only, no input method; or any text."""
        self._pin = pin
        self.show_text(self.shown)

    def show_text(self, shown: bool) -> None:
        """Characters or dots."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.field.setEchoMode(mode)
        digits = Qt.InputMethodHint.ImhDigitsOnly if self._pin else Qt.InputMethodHint.ImhNone
        self.field.setInputMethodHints(_HIDDEN | digits if not shown else digits)
        self.field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, shown and not self._pin)
        self.eye.set_icon("eye-off-outline" if shown else "eye-outline")
        self.eye.set_text("", tr("Hide the characters") if shown else tr("Show the characters"))
        self._hint()

    def retranslate(self) -> None:
        """Texts again."""
        self.show_text(self.shown)

    def _caps(self, on: bool) -> None:
        self._note_text(tr("Caps Lock is on.")) if on else self._hint()

    def _hint(self) -> None:
        chinese = not self._pin and not self.shown
        self._note_text(tr("To type Chinese, show the characters with the eye.") if chinese else "")

    def _note_text(self, text: str) -> None:
        self._note.setText(text)
