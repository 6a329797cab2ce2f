"""Which key calls what. Tables of key sequences to actions, as Qt shortcuts of a widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

Action = Callable[[], object]
_TYPED_INTO = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractSpinBox)


def bind(widget: QWidget, actions: Mapping[str, Action], *, whole_window: bool = False) -> list[QShortcut]:
    """Shortcuts that work while the focus is inside `widget` (or anywhere in its window)."""
    inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
    context = Qt.ShortcutContext.WindowShortcut if whole_window else inside
    return [_shortcut(widget, keys, action, context) for keys, action in actions.items()]


def _shortcut(widget: QWidget, keys: str, action: Action, context: Qt.ShortcutContext) -> QShortcut:
    made = QShortcut(QKeySequence(keys), widget)
    made.setContext(context)
    made.activated.connect(action)
    return made


def typing() -> bool:
    """Whether a text field has the focus, so that single letters are text."""
    return isinstance(QApplication.focusWidget(), _TYPED_INTO)
