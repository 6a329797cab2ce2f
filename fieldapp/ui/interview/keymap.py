"""Keys of an interview (DESIGN-SYSTEM section 8) as a table: key -> command."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from fieldapp.wording import tr

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_K = Qt.Key

_TABLE: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (_K.Key_Return, _NONE): "enter",
    (_K.Key_Return, _SHIFT): "enter_back",
    (_K.Key_Return, _CTRL): "main",
    (_K.Key_PageDown, _NONE): "next",
    (_K.Key_Right, _ALT): "next",
    (_K.Key_PageUp, _NONE): "previous",
    (_K.Key_Left, _ALT): "previous",
    (_K.Key_F3, _NONE): "find",
    (_K.Key_F, _CTRL): "find",
    (_K.Key_F12, _NONE): "review",
    (_K.Key_G, _CTRL): "review",
    (_K.Key_B, _CTRL): "fold",
    (_K.Key_F7, _NONE): "unknown",
    (_K.Key_D, _CTRL): "unknown",
    (_K.Key_F8, _NONE): "refused",
    (_K.Key_F8, _SHIFT): "not_applicable",
    (_K.Key_R, _CTRL): "refused",
    (_K.Key_Delete, _NONE): "clear",
    (_K.Key_F4, _NONE): "note",
    (_K.Key_N, _CTRL): "note",
    (_K.Key_M, _CTRL): "flag",
    (_K.Key_Y, _ALT): "confirm",
    (_K.Key_F5, _NONE): "respondent",
    (_K.Key_P, _CTRL): "respondent",
    (_K.Key_W, _CTRL): "pause",
    (_K.Key_Z, _CTRL): "undo",
    (_K.Key_Y, _CTRL): "redo",
    (_K.Key_Z, _CTRL | _SHIFT): "redo",
    (_K.Key_T, _CTRL): "language",
    (_K.Key_Escape, _NONE): "escape",
    (_K.Key_F6, _NONE): "pane",
    (_K.Key_F6, _SHIFT): "pane",
    (_K.Key_Tab, _CTRL): "pane",
    (_K.Key_Backtab, _CTRL | _SHIFT): "pane",
}


def command(event: QKeyEvent) -> str:
    """What a key means on an interview page, "" if nothing."""
    key = _K.Key_Return if event.key() == _K.Key_Enter else Qt.Key(event.key())
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if key == _K.Key_Slash and held == _NONE:
        return "find"
    return _TABLE.get((key, held), "")


def help_lines() -> list[tuple[str, str]]:
    """Keys and what they do, for F1."""
    return [
        ("Enter", tr("next question")),
        ("PgUp", tr("previous question")),
        ("Ctrl+Enter", tr("next page, or finalise")),
        ("1 – 9", tr("choose")),
        ("F7", tr("don't know")),
        ("F8", tr("refused")),
        ("Shift+F8", tr("not applicable")),
        ("Del", tr("clear the answer")),
        ("F4", tr("note on this question")),
        ("Ctrl+M", tr("flag this question")),
        ("Alt+Y", tr("confirm an unusual answer")),
        ("F5", tr("turn the screen to the respondent")),
        ("F3", tr("find a question")),
        ("F12", tr("review all")),
        ("Ctrl+T", tr("language of the questions")),
        ("Ctrl+Z", tr("undo")),
        ("Ctrl+Y", tr("redo")),
        ("Ctrl+B", tr("fold or open the outline")),
        ("Ctrl+W", tr("pause")),
    ]
