"""Rows of rosters: whether people may add and remove them, and with which keys."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from fieldapp.interview import Interview, Node, Screen
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


def questions(screen: Screen, row: Node) -> list[Node]:
    """All questions of a row, in order, whether they apply or not."""
    base = len(plain(screen.reference)) + 1
    found = (_below(row, column[base:].split("/")) for column in screen.columns)
    return [node for node in found if node is not None]


def _below(row: Node, path: list[str]) -> Node | None:
    node: Node | None = row
    for name in path:
        node = next(iter(node.slots.get(name, ())), None) if node is not None else None
    return node
