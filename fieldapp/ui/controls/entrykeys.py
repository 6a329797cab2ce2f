"""Keys that a text field leaves to the interview."""

from __future__ import annotations

from typing import TypeGuard

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_K = Qt.Key
_WITH_CTRL = {
    _K.Key_Z,
    _K.Key_Y,
    _K.Key_D,
    _K.Key_R,
    _K.Key_F,
    _K.Key_G,
    _K.Key_B,
    _K.Key_N,
    _K.Key_M,
    _K.Key_W,
}
_WITH_CTRL |= {_K.Key_T, _K.Key_K, _K.Key_J, _K.Key_Return, _K.Key_Enter, _K.Key_U, _K.Key_L, _K.Key_E}
_WITH_ALT = {_K.Key_Left, _K.Key_Right, _K.Key_Up, _K.Key_Down, _K.Key_Y}
REMOVING = (_K.Key_Delete, _K.Key_Backspace)
PAGE_KEYS = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def belongs_to_the_interview(event: QKeyEvent) -> bool:
    """Keys with a meaning in the interview that Qt's fields would take: undo goes through the journal, not
    through the field's own memory, and Ctrl+D means "don't know", not "delete"."""
    held, key = event.modifiers(), Qt.Key(event.key())
    if held & Qt.KeyboardModifier.ControlModifier:
        return key in _WITH_CTRL
    return bool(held & Qt.KeyboardModifier.AltModifier) and (key in _WITH_ALT or _is_digit(key))


def _is_digit(key: Qt.Key) -> bool:
    """Alt+3 opens a page elsewhere; Qt's fields would write the 3 into the answer."""
    return _K.Key_0.value <= key.value <= _K.Key_9.value


def is_step(event: QKeyEvent) -> bool:
    """Ctrl+Left and Ctrl+Right, which move a number up and down; there are no words in it to jump over."""
    held = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(held) and event.key() in (_K.Key_Left, _K.Key_Right)


def is_override(event: QEvent) -> TypeGuard[QKeyEvent]:
    """Qt asks whether the field wants this key before any shortcut gets it."""
    return event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
