"""Rows of rosters: whether people may add and remove them, and with which keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from fieldapp.interview import Interview, Screen
from fieldapp.interview.references import plain


def is_fixed(interview: Interview, screen: Screen) -> bool:
    """Whether the form decides how many rows there are."""
    definition = interview.definition.node(plain(screen.reference))
    return definition is None or definition.fixed or definition.count is not None


def row_keys(event: QKeyEvent) -> str:
    """ "add" for Ins, "remove" for Ctrl+Del, else ""."""
    if event.key() == Qt.Key.Key_Insert and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return "add"
    removes = event.key() == Qt.Key.Key_Delete and event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return "remove" if removes else ""
